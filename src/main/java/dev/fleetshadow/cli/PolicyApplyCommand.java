package dev.fleetshadow.cli;

import dev.fleetshadow.codec.ControlJson;
import dev.fleetshadow.remediation.ControlMessage;
import dev.fleetshadow.settings.FleetShadowOptions;
import dev.fleetshadow.settings.PolicyDiff;
import dev.fleetshadow.settings.PolicyOutline;
import dev.fleetshadow.settings.PolicyText;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Gives a running job another policy. */
@Command(
        name = "apply",
        description = {
            "Gives the running job another policy, without a restart. It is checked here first, and what it changes is"
                    + " shown; the job takes it as a whole or refuses it as a whole.",
            "Exit code 2 if it is not usable, 1 if the job refuses it or the audit trail does not show it in time."
        },
        mixinStandardHelpOptions = true)
final class PolicyApplyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private OrderOptions order;

    @Parameters(paramLabel = "FILE", description = "A policy in YAML.")
    private Path file;

    @Override
    public Integer call() throws Exception {
        PolicyText text = PolicyFile.read(file);
        PolicyOutline outline = text.outline();
        ControlMessage policy = ControlMessage.policy(text.yaml(), order.by(), order.requiredReason(), Instant.now());
        requireRoom(policy);
        PrintWriter out = spec.commandLine().getOut();
        out.print(changes(outline));
        out.flush();
        return new OrderDesk(kafka, order, out).give(policy);
    }

    private String changes(PolicyOutline outline) throws IOException {
        try {
            PolicyText ruling = PolicyRuling.find(
                            kafka.settings(), spec.commandLine().getErr())
                    .text();
            return PolicyDiff.between(ruling.outline(), outline).text();
        } catch (RefusedException gone) {
            return "what it changes cannot be told: %s%n".formatted(gone.getMessage());
        }
    }

    /** A larger record would end among the dead letters, and the audit trail would never tell. */
    private static void requireRoom(ControlMessage policy) {
        long bytes = ControlJson.encode(policy).length;
        long most = FleetShadowOptions.MAX_RECORD_SIZE.defaultValue().getBytes();
        if (bytes > most) {
            throw new RefusedException("the policy takes %d bytes as a message, %d are allowed; shorten its comments"
                    .formatted(bytes, most));
        }
    }
}
