package dev.fleetshadow.backtest;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.csv.CSVRecord;

/**
 * What a policy would have done in a history.
 *
 * @param diagnoses by failure mode
 * @param sent commands by action
 * @param withheld decisions not to act, by guardrail
 * @param ends what became of episodes and commands, by kind of audit entry
 * @param mostAtOnce commands of a group whose recovery was awaited at the same time, by group
 * @param warnings empty without labels
 */
public record PolicyTrial(
        Map<String, Integer> diagnoses,
        Map<String, Integer> sent,
        Map<String, Integer> withheld,
        Map<String, Integer> ends,
        Map<String, Integer> mostAtOnce,
        Optional<LabelledWarnings> warnings) {

    private static final Set<String> ENDS = Set.of("verified", "ineffective", "expired", "failed", "escalated");
    private static final Set<String> LANDINGS =
            Set.of("verified", "ineffective", "expired", "failed", "recovered", "escalated");

    public PolicyTrial {
        diagnoses = new TreeMap<>(diagnoses);
        sent = new TreeMap<>(sent);
        withheld = new TreeMap<>(withheld);
        ends = new TreeMap<>(ends);
        mostAtOnce = new TreeMap<>(mostAtOnce);
    }

    /** Reads what a backtest has written. */
    static PolicyTrial of(Path output, Optional<Labels> labels) throws IOException {
        Map<String, Integer> sent = new TreeMap<>();
        Map<String, Integer> withheld = new TreeMap<>();
        Map<String, Integer> ends = new TreeMap<>();
        Map<String, Integer> most = new TreeMap<>();
        Map<String, Set<String>> flying = new HashMap<>();
        try (CsvTable decisions = CsvTable.open(output.resolve(BacktestFile.DECISIONS.fileName()))) {
            for (CSVRecord row : decisions) {
                String kind = row.get("kind");
                Set<String> underWay = flying.computeIfAbsent(row.get("group"), none -> new HashSet<>());
                if (kind.equals("sent")) {
                    sent.merge(row.get("action"), 1, Integer::sum);
                    underWay.add(row.get("resource"));
                    most.merge(row.get("group"), underWay.size(), Math::max);
                } else if (kind.equals("withheld")) {
                    withheld.merge(row.get("guardrail"), 1, Integer::sum);
                } else if (ENDS.contains(kind)) {
                    ends.merge(kind, 1, Integer::sum);
                }
                if (LANDINGS.contains(kind)) {
                    underWay.remove(row.get("resource"));
                }
            }
        }
        Path diagnoses = output.resolve(BacktestFile.DIAGNOSES.fileName());
        Optional<LabelledWarnings> warnings = Optional.empty();
        if (labels.isPresent()) {
            warnings = Optional.of(warnings(diagnoses, labels.get()));
        }
        return new PolicyTrial(CsvTable.counts(diagnoses, "failure_mode"), sent, withheld, ends, most, warnings);
    }

    private static LabelledWarnings warnings(Path diagnoses, Labels labels) throws IOException {
        LabelledWarnings.Judge judge = new LabelledWarnings.Judge(labels);
        try (CsvTable table = CsvTable.open(diagnoses)) {
            for (CSVRecord row : table) {
                judge.diagnosed(row.get("resource"), Instant.parse(row.get("timestamp")));
            }
        }
        return judge.verdict();
    }
}
