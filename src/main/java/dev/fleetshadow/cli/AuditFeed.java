package dev.fleetshadow.cli;

import dev.fleetshadow.audit.AuditEvent;
import dev.fleetshadow.codec.AuditJson;
import dev.fleetshadow.endpoint.FleetReader;
import dev.fleetshadow.endpoint.Topic;
import dev.fleetshadow.settings.KafkaSettings;
import dev.fleetshadow.telemetry.InvalidUpdateException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;

/** Makes entries of what is read from the audit topic; what cannot be read is counted and told at the end. */
final class AuditFeed implements FleetReader.Listener {

    /** Takes one entry. */
    @FunctionalInterface
    interface Taker {
        void take(AuditEvent entry) throws IOException;
    }

    private final Taker taker;
    private long unreadable;
    private String first;

    AuditFeed(Taker taker) {
        this.taker = taker;
    }

    /** Reads the whole trail there is by now, the entries of each group in their order. */
    static AuditFeed readAll(KafkaSettings kafka, PrintWriter err, Taker taker) throws IOException {
        AuditFeed feed = new AuditFeed(taker);
        try (FleetReader reader = FleetReader.open(kafka, List.of(Topic.AUDIT))) {
            reader.readToEnd(feed);
        }
        feed.warn(err);
        return feed;
    }

    @Override
    public void on(Topic topic, byte[] value) throws IOException {
        AuditEvent entry;
        try {
            entry = AuditJson.decode(value == null ? new byte[0] : value);
        } catch (IOException | InvalidUpdateException e) {
            unreadable++;
            first = first == null ? e.getMessage() : first;
            return;
        }
        taker.take(entry);
    }

    long unreadable() {
        return unreadable;
    }

    void warn(PrintWriter err) {
        if (unreadable > 0) {
            err.printf(
                    "%d audit entries cannot be read by this version and are left out; the first: %s%n",
                    unreadable, first);
            err.flush();
        }
    }
}
