package dev.fleetshadow.backtest;

import dev.fleetshadow.backtest.Labels.Label;
import dev.fleetshadow.effect.Proportion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How well diagnoses fit what people have labelled.
 *
 * @param precision of the diagnoses, the share made during an event or within a day before it
 * @param found of the events, the share that was diagnosed
 * @param lead from the first diagnosis of an event to its begin, half of the found ones had no more; negative after it
 */
public record LabelledWarnings(Proportion precision, Proportion found, Optional<Duration> lead) {

    static final Duration HORIZON = Duration.ofHours(24);

    private record Event(String resource, Label label) {}

    /** Takes diagnoses one after the other. */
    static final class Judge {

        private final Labels labels;
        private final Map<Event, Duration> leads = new HashMap<>();
        private int right;
        private int wrong;

        Judge(Labels labels) {
            this.labels = labels;
        }

        void diagnosed(String resource, Instant at) {
            if (!labels.judged(resource, at)) {
                return;
            }
            List<Label> meant = labels.of(resource).stream()
                    .filter(label -> !at.isBefore(label.start().minus(HORIZON)) && at.isBefore(label.end()))
                    .toList();
            meant.forEach(label -> leads.merge(
                    new Event(resource, label),
                    Duration.between(at, label.start()),
                    (one, other) -> one.compareTo(other) > 0 ? one : other));
            right += meant.isEmpty() ? 0 : 1;
            wrong += meant.isEmpty() ? 1 : 0;
        }

        LabelledWarnings verdict() {
            long events =
                    labels.events().values().stream().mapToLong(List::size).sum();
            List<Duration> sorted = new ArrayList<>(leads.values());
            Collections.sort(sorted);
            Optional<Duration> median =
                    sorted.isEmpty() ? Optional.empty() : Optional.of(sorted.get((sorted.size() - 1) / 2));
            return new LabelledWarnings(
                    new Proportion(right, wrong), new Proportion(leads.size(), events - leads.size()), median);
        }
    }
}
