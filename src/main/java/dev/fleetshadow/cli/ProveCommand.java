package dev.fleetshadow.cli;

import dev.fleetshadow.proof.Proof;
import dev.fleetshadow.remediation.Guardrail;
import dev.fleetshadow.settings.PolicyText;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Compares looking after a fleet with leaving it alone, and checks what must hold in the worst moments. */
@Command(
        name = "prove",
        description = {
            "Lets the same things happen to the same simulated fleets in four hands: nobody acts, a reactive ladder acts on"
                    + " what is down, Fleet Shadow acts by its playbooks, and Fleet Shadow learns which steps help.",
            "Prints for how long resources were out of service, what was done for nothing, and what the guardrails"
                    + " withheld. Exit code 0 only if everything that must hold did. Needs neither Flink nor Kafka."
        },
        mixinStandardHelpOptions = true)
final class ProveCommand implements Callable<Integer> {

    private static final String USUAL_POLICY = "/policies/proving-ground.yaml";
    private static final int MOST_SEEDS = 100;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--scenario",
            split = ",",
            paramLabel = "NAME",
            completionCandidates = Names.class,
            description = "Only these: ${COMPLETION-CANDIDATES}. Default: all")
    private List<String> scenarios = new ArrayList<>();

    @Option(names = "--seed", split = ",", paramLabel = "NUMBER", description = "Which fleets. Default: 1,2,3,4,5")
    private List<Long> seeds = List.of(1L, 2L, 3L, 4L, 5L);

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "The policy to prove. Default: a policy that sends commands, made for these fleets")
    private Path policy;

    @Option(
            names = "--without",
            split = ",",
            paramLabel = "GUARDRAIL",
            converter = GuardrailConverter.class,
            description = "Leaves guardrails out, to see what breaks: for instance domain-held,in-flight")
    private Set<Guardrail> without = EnumSet.noneOf(Guardrail.class);

    @Option(names = "--json", description = "The report as JSON on standard output, everything else on standard error.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        List<Long> fleets = seeds.stream().distinct().sorted().toList();
        if (fleets.isEmpty() || fleets.size() > MOST_SEEDS) {
            throw problem("--seed: %d seeds are not usable; give 1 to %d".formatted(fleets.size(), MOST_SEEDS));
        }
        PolicyText text = text();
        Proof proof = proof(text);
        long started = System.nanoTime();
        play(proof, fleets);
        ProveTable table =
                new ProveTable(proof.report(), fleets, text.source(), without, (System.nanoTime() - started) / 1e9);
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter told = json ? spec.commandLine().getErr() : out;
        told.print(table.text());
        told.flush();
        if (json) {
            out.println(table.json());
            out.flush();
        }
        return proof.report().holds() ? 0 : spec.exitCodeOnExecutionException();
    }

    private Proof proof(PolicyText text) {
        try {
            return new Proof(scenarios, text.policy(), without);
        } catch (IllegalArgumentException unknown) {
            throw problem("--scenario: " + unknown.getMessage());
        }
    }

    /** One fleet after the other on each processor. */
    private void play(Proof proof, List<Long> fleets) throws Exception {
        ProgressBar bar = new ProgressBar(spec.commandLine().getErr());
        AtomicInteger played = new AtomicInteger();
        double all = fleets.size() * (double) proof.scenarios();
        int threads = Math.min(fleets.size(), Runtime.getRuntime().availableProcessors());
        ExecutorService processors = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> playing = new ArrayList<>();
            for (long seed : fleets) {
                playing.add(processors.submit(() -> proof.play(seed, name -> {
                    synchronized (bar) {
                        bar.show(played.incrementAndGet() / all, "fleet %d, %-24s".formatted(seed, name));
                    }
                })));
            }
            for (Future<?> fleet : playing) {
                fleet.get();
            }
        } catch (ExecutionException failure) {
            throw failure.getCause() instanceof Exception cause ? cause : failure;
        } finally {
            processors.shutdownNow();
            bar.end();
        }
    }

    private PolicyText text() throws IOException {
        if (policy != null) {
            try {
                return new PolicyText(policy.toString(), Files.readString(policy));
            } catch (IOException unreadable) {
                throw problem("--policy: '%s' cannot be read (%s); name a readable file"
                        .formatted(policy, unreadable.getClass().getSimpleName()));
            }
        }
        try (InputStream file = ProveCommand.class.getResourceAsStream(USUAL_POLICY)) {
            return new PolicyText(
                    "the policy of the proving ground", new String(file.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private ParameterException problem(String text) {
        return new ParameterException(spec.commandLine(), text);
    }

    /** The scenarios there are. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return Proof.names().iterator();
        }
    }

    /** Reads guardrails by the names that the audit trail gives them. */
    static final class GuardrailConverter implements ITypeConverter<Guardrail> {
        @Override
        public Guardrail convert(String name) {
            return Arrays.stream(Guardrail.values())
                    .filter(guardrail -> guardrail.wireName().equals(name.toLowerCase(Locale.ROOT)))
                    .findAny()
                    .orElseThrow(() -> new TypeConversionException("there is no guardrail '%s'; choose from %s"
                            .formatted(
                                    name,
                                    Arrays.stream(Guardrail.values())
                                            .map(Guardrail::wireName)
                                            .toList())));
        }
    }
}
