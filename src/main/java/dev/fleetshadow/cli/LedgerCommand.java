package dev.fleetshadow.cli;

import dev.fleetshadow.effect.LeadTimeLedger;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells from the audit trail what warnings and actions were worth, and how far each may be trusted. */
@Command(
        name = "ledger",
        description = {
            "Reads the whole audit trail and tells, for each failure mode, how often and how long before a failure it"
                    + " warned, and for each action, how often it helped.",
            "What was acted on and did not fail counts for nothing: nobody knows what would have been."
        },
        mixinStandardHelpOptions = true)
final class LedgerCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOptions kafka;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        LeadTimeLedger ledger = new LeadTimeLedger();
        AuditFeed.readAll(kafka.settings(), spec.commandLine().getErr(), ledger::next);
        LedgerReport report = new LedgerReport(ledger);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? report.json() : report.text());
        out.flush();
        return 0;
    }
}
