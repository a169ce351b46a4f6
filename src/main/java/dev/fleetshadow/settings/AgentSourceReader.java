package dev.fleetshadow.settings;

import dev.fleetshadow.telemetry.Glob;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads which applications an agent asks for metrics. */
final class AgentSourceReader {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final int MOST_SOURCES = 20;
    private static final int MOST_BYTES = 1 << 20;
    private static final int LARGEST = 4 << 20;
    private static final int MOST_METRICS = 100;
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private AgentSourceReader() {}

    /** They are asked one after the other, within one interval. */
    static List<MetricsSource> sources(Section document, Duration interval) {
        List<MetricsSource> sources = new ArrayList<>();
        Duration total = Duration.ZERO;
        for (Section section : document.sections("metrics")) {
            MetricsSource source = source(section);
            total = total.plus(source.timeout());
            sources.add(source);
        }
        AgentReader.atMost(document, "metrics", sources.size(), MOST_SOURCES);
        if (total.compareTo(interval) > 0) {
            document.problem(
                    "metrics",
                    "timeouts of " + total + " together",
                    "write shorter ones, or a longer interval: all are asked within one");
        }
        return sources;
    }

    private static MetricsSource source(Section section) {
        String name = section.name("name");
        String url = section.text("url", null);
        String file = section.text("file", null);
        boolean remote = section.flag("remote");
        if ((url == null) == (file == null)) {
            section.problem("name", name, "write either its url or its file");
        }
        if (url != null && !usable(url, remote)) {
            section.problem(
                    "url",
                    url,
                    "write an http address of this machine such as http://127.0.0.1:9100/metrics,"
                            + " or remote: true beside it");
        }
        MetricsSource source = new MetricsSource(
                name,
                url != null ? url : file != null ? file : "",
                section.globs("include"),
                section.texts("exclude").stream().map(Glob::of).toList(),
                section.duration("timeout", TIMEOUT, Duration.ofMinutes(1)),
                section.count("most-bytes", MOST_BYTES, LARGEST),
                section.count("most-metrics", MOST_METRICS, 1000));
        section.done();
        return source;
    }

    private static boolean usable(String url, boolean remote) {
        try {
            URI uri = new URI(url);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return http && uri.getHost() != null && (remote || LOOPBACK.contains(uri.getHost()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
