package dev.fleetshadow.cli;

import dev.fleetshadow.codec.ApiDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Sets the fields of a schema below each other, those within others after them. */
final class ApiFields {

    private ApiFields() {}

    static String table(Map<String, Object> schema) {
        StringBuilder rows = new StringBuilder();
        rows(schema, "", rows);
        return "<div class=wide><table class=fields><thead><tr><th>Field<th>Type<th>Values<th>Meaning</thead>%n<tbody>%n%s</tbody></table></div>%n"
                .formatted(rows);
    }

    private static void rows(Map<String, Object> schema, String path, StringBuilder rows) {
        List<?> required = (List<?>) schema.getOrDefault("required", List.of());
        ApiDocument.object(schema.getOrDefault("properties", Map.of())).forEach((name, node) -> {
            Map<String, Object> field = ApiDocument.object(node);
            rows.append("<tr><td>%s%s%s<td>%s<td>%s<td>%s%n"
                    .formatted(
                            path.isEmpty() ? "" : "<span class=path>" + Html.text(path) + "</span>",
                            Html.code(name),
                            required.contains(name) ? " <b title=required>required</b>" : "",
                            Html.text(type(field)),
                            values(field),
                            Html.text(String.valueOf(field.getOrDefault("description", "")))));
            rows(field, path + name + ".", rows);
            if (field.containsKey("items")) {
                rows(ApiDocument.object(field.get("items")), path + name + "[].", rows);
            }
        });
    }

    private static String type(Map<String, Object> field) {
        if (field.containsKey("const")) {
            return "text";
        }
        Object type = field.get("type");
        if (type instanceof List<?> several) {
            return several.stream().map(each -> word(String.valueOf(each))).collect(Collectors.joining(" or "));
        }
        String format = String.valueOf(field.getOrDefault("format", ""));
        if (format.equals("date-time")) {
            return "instant";
        }
        if (field.containsKey("items")) {
            return "list of "
                    + word(String.valueOf(ApiDocument.object(field.get("items")).get("type"))) + "s";
        }
        if (field.get("additionalProperties") instanceof Map<?, ?> values) {
            return word(String.valueOf(values.get("type"))) + "s by name";
        }
        return word(String.valueOf(type));
    }

    private static String word(String type) {
        return switch (type) {
            case "string" -> "text";
            case "integer" -> "whole number";
            case "boolean" -> "true, false";
            default -> type;
        };
    }

    private static String values(Map<String, Object> field) {
        List<String> values = new ArrayList<>();
        if (field.containsKey("const")) {
            values.add(Html.code(String.valueOf(field.get("const"))));
        }
        if (field.get("enum") instanceof List<?> choices) {
            values.add(choices.stream()
                    .map(choice -> Html.code(String.valueOf(choice)))
                    .collect(Collectors.joining(" ")));
        }
        range(field, "minimum", "maximum", "", values);
        range(field, "minLength", "maxLength", " characters", values);
        range(field, "minProperties", "maxProperties", " entries", values);
        range(field, "minItems", "maxItems", " entries", values);
        if (field.containsKey("x-unit")) {
            values.add(Html.text(String.valueOf(field.get("x-unit"))));
        }
        if (field.containsKey("default")) {
            String otherwise = String.valueOf(field.get("default"));
            values.add("default " + (otherwise.isEmpty() ? "empty" : Html.code(otherwise)));
        }
        return String.join("<br>", values);
    }

    private static void range(Map<String, Object> field, String lower, String upper, String of, List<String> values) {
        Object from = field.get(lower);
        Object to = field.get(upper);
        if (from != null && to != null) {
            values.add(from + " … " + to + of);
        } else if (from != null) {
            values.add("≥ " + from + of);
        } else if (to != null) {
            values.add("≤ " + to + of);
        }
    }
}
