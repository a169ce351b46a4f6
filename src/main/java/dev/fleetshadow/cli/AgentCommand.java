package dev.fleetshadow.cli;

import dev.fleetshadow.agent.Agent;
import dev.fleetshadow.agent.Authenticity;
import dev.fleetshadow.codec.StatusJson;
import dev.fleetshadow.settings.AgentReader;
import dev.fleetshadow.settings.AgentSettings;
import dev.fleetshadow.settings.SettingsException;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Runs the agent of one resource.
 *
 * <p>Has an entry of its own: on a resource there is no Flink, and little memory to spare.
 */
@Command(
        name = "agent",
        description = {
            "Runs the agent of this machine: reports how it is and what it expects, and carries out what it is allowed to.",
            "scripts/agent.example.yaml tells what can be configured."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
public final class AgentCommand implements Callable<Integer> {

    /** Longer than the agent ever takes to end. */
    private static final long MOST_MILLIS = 15_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "What the agent is told; YAML.")
    private Path file;

    @Option(names = "--check", description = "Only say whether the configuration can be used.")
    private boolean check;

    @Option(
            names = "--once",
            description = "Only print the report that would be sent, after two readings: rates need both.")
    private boolean once;

    /** Runs the agent alone; the exit code becomes that of the process. */
    public static void main(String[] arguments) {
        System.exit(FleetShadow.readable(new CommandLine(new AgentCommand())).execute(arguments));
    }

    @Override
    public Integer call() throws Exception {
        AgentSettings settings = AgentReader.read(file.toString(), yaml(), hostName());
        Authenticity authenticity = Authenticity.of(settings.orders(), Clock.systemUTC());
        PrintWriter out = spec.commandLine().getOut();
        if (check) {
            out.printf("%s can be used.%n", file);
        } else if (once) {
            out.println(new String(StatusJson.encode(Agent.once(settings, Clock.systemUTC())), StandardCharsets.UTF_8));
        } else {
            Agent agent = new Agent(settings, authenticity, Clock.systemUTC());
            Thread running = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(agent, running), "end"));
            agent.run();
        }
        out.flush();
        return 0;
    }

    /** The machine goes on as soon as this returns. */
    private static void end(Agent agent, Thread running) {
        agent.stop();
        try {
            running.join(MOST_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String yaml() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new SettingsException(
                    file.toString(),
                    List.of("it cannot be read (%s); name a readable file"
                            .formatted(e.getClass().getSimpleName())));
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "";
        }
    }
}
