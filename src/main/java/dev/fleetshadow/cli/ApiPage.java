package dev.fleetshadow.cli;

import dev.fleetshadow.codec.ApiDocument;
import dev.fleetshadow.codec.ControlJson;
import dev.fleetshadow.codec.JsonText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Makes a page of the contract that needs nothing but a browser: no other file, no network. */
final class ApiPage {

    private static final String STYLE = "/asyncapi/page.css";
    private static final String SCRIPT = """
            <script>
            document.addEventListener('click', event => {
              const button = event.target.closest('button');
              if (!button) return;
              navigator.clipboard.writeText(button.closest('.block').querySelector('pre').innerText);
              button.textContent = 'copied';
              setTimeout(() => { button.textContent = 'copy'; }, 1500);
            });
            </script>
            """;

    private final ApiDocument document;
    private final Map<String, Object> channels;
    private final Map<String, Object> info;

    ApiPage(ApiDocument document) {
        this.document = document;
        channels = ApiDocument.object(document.root().get("channels"));
        info = ApiDocument.object(document.root().get("info"));
    }

    String html() throws IOException {
        StringBuilder page = new StringBuilder();
        page.append("<!doctype html>%n<html lang=en><meta charset=utf-8>%n".formatted())
                .append("<meta name=viewport content='width=device-width, initial-scale=1'>%n".formatted())
                .append("<title>%s: asynchronous API</title>%n<style>%n%s</style>%n"
                        .formatted(info.get("title"), style()))
                .append(contents())
                .append("<main>%n<h1>%s <small>asynchronous API %s</small></h1>%n<p class=lead>%s%n"
                        .formatted(info.get("title"), info.get("version"), Html.text(text(info, "description"))))
                .append(overview());
        for (Map.Entry<String, Object> channel : channels.entrySet()) {
            page.append(section(channel.getKey(), ApiDocument.object(channel.getValue())));
        }
        return page.append(headers())
                .append("</main>\n")
                .append(SCRIPT)
                .append("</html>\n")
                .toString();
    }

    private String contents() {
        StringBuilder contents = new StringBuilder("<nav><a class=top href='#'>Fleet Shadow</a>\n");
        channels.forEach((id, node) -> {
            Map<String, Object> channel = ApiDocument.object(node);
            contents.append("<a href='#%s'>%s</a>%n".formatted(id, Html.text(text(channel, "address"))));
            if (document.messages(channel).size() > 1) {
                for (Map<String, Object> message : document.messages(channel)) {
                    contents.append("<a class=sub href='#%s'>%s</a>%n"
                            .formatted(text(message, "name"), Html.text(text(message, "title"))));
                }
            }
        });
        return contents.append("<a href='#headers'>Headers</a></nav>\n").toString();
    }

    private String overview() {
        StringBuilder rows = new StringBuilder();
        channels.forEach((id, node) -> {
            Map<String, Object> channel = ApiDocument.object(node);
            rows.append("<tr><td><a href='#%s'>%s</a><td>%s<td>%s<td>%s%n"
                    .formatted(
                            id,
                            Html.code(text(channel, "address")),
                            Html.text(text(channel, "x-direction")),
                            Html.text(text(channel, "x-key")),
                            Html.text(text(channel, "x-delivery"))));
        });
        return "<div class=wide><table><thead><tr><th>Topic<th>Direction<th>Key<th>Delivery</thead>%n<tbody>%n%s</tbody></table></div>%n"
                .formatted(rows);
    }

    private String section(String id, Map<String, Object> channel) throws IOException {
        String address = text(channel, "address");
        String direction = text(channel, "x-direction");
        StringBuilder section = new StringBuilder();
        section.append("<section id=%s>%n<h2>%s <small>%s</small></h2>%n"
                        .formatted(id, Html.text(address), Html.text(text(channel, "title"))))
                .append("<p>%s%n<dl><dt>Direction<dd>%s<dt>Key<dd>%s<dt>Delivery<dd>%s</dl>%n"
                        .formatted(
                                Html.text(text(channel, "description")),
                                Html.text(direction),
                                Html.text(text(channel, "x-key")),
                                Html.text(text(channel, "x-delivery"))))
                .append(Html.block("listen", Html.text(listen(address, text(channel, "x-delivery")))));
        for (Map<String, Object> message : document.messages(channel)) {
            section.append(message(message, address, direction.endsWith("→ service")));
        }
        return section.append("</section>\n").toString();
    }

    private static String message(Map<String, Object> message, String address, boolean heard) throws IOException {
        String name = text(message, "name");
        StringBuilder part = new StringBuilder();
        part.append("<h3 id=%s>%s <small>%s</small></h3>%n<p>"
                .formatted(name, Html.text(text(message, "title")), Html.text(name)));
        if (!message.containsKey("payload")) {
            Map<String, Object> headers = ApiDocument.schema(message, "headers");
            return part.append("%s %s%n<h4>Headers</h4>%n"
                            .formatted(Html.text(text(message, "summary")), Html.text(text(headers, "description"))))
                    .append(ApiFields.table(headers))
                    .append(Html.block("example", Html.json(JsonText.of(ApiCommand.example(headers)))))
                    .toString();
        }
        Map<String, Object> schema = ApiDocument.schema(message, "payload");
        part.append(Html.text(text(schema, "description"))).append('\n').append(ApiFields.table(schema));
        for (Object example : (List<?>) schema.get("examples")) {
            part.append(Html.block("example", Html.json(JsonText.of(ApiDocument.object(example)))));
        }
        if (heard) {
            part.append(Html.block("send it", Html.text(send(name, address, ApiCommand.example(schema)))));
        }
        return part.toString();
    }

    private String headers() {
        Map<String, Object> headers =
                ApiDocument.schema(document.messages().get("dev.fleetshadow.health.v1"), "headers");
        return "<section id=headers>%n<h2>Headers</h2>%n<p>%s Written on everything that is told; whoever speaks to the service may leave them out.%n%s%s</section>%n"
                .formatted(
                        Html.text(text(headers, "description")),
                        ApiFields.table(headers),
                        Html.block("example", Html.json(JsonText.of(ApiCommand.example(headers)))));
    }

    private static String listen(String address, String delivery) {
        String committed = delivery.contains("read_committed") ? " -X isolation.level=read_committed" : "";
        return "kcat -C -b localhost:9092%s -t %s -o end -f '%%k %%h\\n%%s\\n'".formatted(committed, address);
    }

    private static String send(String name, String address, Map<String, Object> example) throws IOException {
        String kind = name.substring(name.indexOf('.', name.indexOf('.') + 1) + 1);
        String file = kind.substring(0, kind.indexOf('.')) + ".json";
        return """
                scripts/fleet-shadow api --example %s > %s
                kcat -P -b localhost:9092 -t %s -k '%s' \\
                  -H ce_type=%s %s""".formatted(kind, file, address, key(example), name, file);
    }

    /** What an order is about is told by the order itself; all else is sent under the id of the resource. */
    private static String key(Map<String, Object> example) throws IOException {
        return example.containsKey("type")
                ? ControlJson.decode(JsonText.line(example).getBytes(StandardCharsets.UTF_8))
                        .key()
                : text(ApiDocument.object(example.get("resource")), "id");
    }

    private static String text(Map<String, Object> node, String field) {
        return String.valueOf(node.getOrDefault(field, ""));
    }

    private static String style() throws IOException {
        try (InputStream style = ApiPage.class.getResourceAsStream(STYLE)) {
            return new String(style.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
