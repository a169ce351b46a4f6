package dev.fleetshadow.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes the pieces of a page. */
final class Html {

    private static final Pattern TOKEN =
            Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*\")(\\s*:)?|(?<![\\w.])(-?\\d[\\d.eE+-]*|true|false|null)\\b");

    private Html() {}

    static String text(String plain) {
        return plain.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    static String code(String plain) {
        return "<code>" + text(plain) + "</code>";
    }

    /** Something to copy. */
    static String block(String name, String inner) {
        return "<div class=block><div class=bar><span>%s</span><button>copy</button></div><pre>%s</pre></div>%n"
                .formatted(text(name), inner);
    }

    /** JSON with its names, texts and values told apart. */
    static String json(String plain) {
        Matcher token = TOKEN.matcher(text(plain));
        StringBuilder coloured = new StringBuilder();
        while (token.find()) {
            String part = token.group(1) == null
                    ? "<i class=v>" + token.group() + "</i>"
                    : token.group(2) == null
                            ? "<i class=s>" + token.group(1) + "</i>"
                            : "<i class=n>" + token.group(1) + "</i>:";
            token.appendReplacement(coloured, Matcher.quoteReplacement(part));
        }
        return token.appendTail(coloured).toString();
    }
}
