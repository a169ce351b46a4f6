package dev.fleetshadow.cli;

import dev.fleetshadow.codec.ApiDocument;
import dev.fleetshadow.codec.JsonText;
import dev.fleetshadow.settings.YamlText;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Hands out the contract with whoever writes to the topics or reads them. */
@Command(
        name = "api",
        description = "Prints the AsyncAPI 3.0 document of all topics, or one schema or example of it.",
        mixinStandardHelpOptions = true)
final class ApiCommand implements Callable<Integer> {

    private static final String TYPES = "dev.fleetshadow.";

    /** How the document is written. */
    enum Format {
        YAML,
        JSON
    }

    /** What to hand out: one thing. */
    private static final class What {

        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                description = "The whole document as yaml or json. Default: yaml")
        private Format format;

        @Option(
                names = "--schema",
                paramLabel = "NAME",
                description = "Only the JSON Schema (2020-12) of one message, such as status.v1; deadletter.v1 has only"
                        + " headers, and they are meant then.")
        private String schema;

        @Option(
                names = "--example",
                paramLabel = "NAME",
                description = "Only an example of one message, such as status.v1, ready to be sent.")
        private String example;

        @Option(
                names = "--html",
                paramLabel = "FILE",
                description = "Write the document into this file as a page to read, which needs nothing else.")
        private Path html;
    }

    @Spec
    private CommandSpec spec;

    @ArgGroup
    private What what = new What();

    @Override
    public Integer call() throws Exception {
        ApiDocument document = ApiDocument.shipped();
        PrintWriter out = spec.commandLine().getOut();
        if (what.html != null) {
            Files.writeString(what.html, new ApiPage(document).html());
        } else if (what.schema != null) {
            out.println(JsonText.of(schema(document, what.schema)));
        } else if (what.example != null) {
            out.println(JsonText.of(example(schema(document, what.example))));
        } else if (what.format == Format.JSON) {
            out.println(JsonText.of(document.root()));
        } else {
            out.print(YamlText.of(document.root()));
        }
        out.flush();
        return 0;
    }

    /** The first example of a schema. */
    static Map<String, Object> example(Map<String, Object> schema) {
        return ApiDocument.object(((List<?>) schema.get("examples")).get(0));
    }

    /** What a message without a schema for its value has is its headers. */
    private static Map<String, Object> schema(ApiDocument document, String name) {
        Map<String, Map<String, Object>> messages = document.messages();
        Map<String, Object> message = messages.getOrDefault(name, messages.get(TYPES + name));
        if (message == null) {
            throw new RefusedException("there is no message %s; there are %s"
                    .formatted(
                            name,
                            String.join(
                                    ", ",
                                    messages.keySet().stream()
                                            .map(type -> type.substring(TYPES.length()))
                                            .toList())));
        }
        return ApiDocument.schema(message, message.containsKey("payload") ? "payload" : "headers");
    }
}
