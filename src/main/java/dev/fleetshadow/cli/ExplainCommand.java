package dev.fleetshadow.cli;

import dev.fleetshadow.codec.JsonText;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers the question why something was done, or why it was not. */
@Command(
        name = "explain",
        description = {
            "Tells on one page what led to a command, or why nothing was done: the course of the score, the diagnosis and"
                    + " its evidence, every decision with its reason and numbers, what the agent said, how the recovery was"
                    + " verified, and what is waited for now.",
            "Of a resource it tells the latest episode."
        },
        mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private KafkaOptions kafka;

    @Parameters(paramLabel = "COMMAND|RESOURCE", description = "Id of a command, a diagnosis or a resource.")
    private String subject;

    @Option(
            names = "--health-records",
            defaultValue = "1000000",
            paramLabel = "NUMBER",
            description =
                    "How far to look back for health reports, in records of a partition. Default: ${DEFAULT-VALUE}")
    private long healthRecords;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        Episode episode = new EpisodeSearch(kafka.settings(), spec.commandLine().getErr(), healthRecords).of(subject);
        if (!episode.known()) {
            throw new RefusedException(
                    ("nothing is known of %s: it is no command, diagnosis or resource in fleet.audit, fleet.commands or"
                                    + " the health reports looked at")
                            .formatted(subject));
        }
        EpisodePage page = new EpisodePage(episode);
        PrintWriter out = spec.commandLine().getOut();
        out.println(json ? JsonText.of(page.json()) : page.text());
        out.flush();
        return 0;
    }
}
