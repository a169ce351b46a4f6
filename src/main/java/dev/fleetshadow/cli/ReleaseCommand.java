package dev.fleetshadow.cli;

import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.audit.AuditKind;
import dev.fleetshadow.remediation.ControlMessage;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a resource that nothing helped be acted on again. */
@Command(
        name = "release",
        description = "Takes a resource out of quarantine: it may be acted on again.",
        mixinStandardHelpOptions = true)
final class ReleaseCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOptions kafka;

    @Mixin
    private OrderOptions order;

    @Parameters(paramLabel = "RESOURCE", description = "Id of the resource.")
    private String resource;

    @Option(names = "--group", paramLabel = "NAME", description = "Its group. Default: looked up in the audit trail.")
    private String group;

    @Override
    public Integer call() throws Exception {
        String of = group == null ? quarantinedIn() : group;
        return new OrderDesk(kafka, order, spec.commandLine().getOut())
                .give(ControlMessage.release(of, resource, order.by(), order.reason(), Instant.now()));
    }

    private String quarantinedIn() throws IOException {
        Set<String> groups = new TreeSet<>();
        AuditFeed.readAll(kafka.settings(), spec.commandLine().getErr(), entry -> note(entry, groups));
        if (groups.size() != 1) {
            throw new RefusedException(
                    groups.isEmpty()
                            ? "%s is not in quarantine, says the audit trail".formatted(resource)
                            : "%s is in quarantine in several groups: %s; choose one with --group"
                                    .formatted(resource, String.join(", ", groups)));
        }
        return groups.iterator().next();
    }

    private void note(AuditEvent entry, Set<String> groups) {
        if (!entry.resourceId().equals(resource)) {
            return;
        }
        if (entry.kind() == AuditKind.QUARANTINED) {
            groups.add(entry.group());
        } else if (entry.kind() == AuditKind.RELEASED) {
            groups.remove(entry.group());
        }
    }
}
