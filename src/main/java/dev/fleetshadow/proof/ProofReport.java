package dev.fleetshadow.proof;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was proved, and what was not. */
public record ProofReport(List<Row> rows) {

    /**
     * One scenario, over all its seeds.
     *
     * @param what happens in it
     */
    public record Row(
            Chapter chapter, String scenario, String what, Map<Variant, Figures> figures, List<Finding> findings) {

        public boolean holds() {
            return findings.stream().allMatch(Finding::holds);
        }
    }

    public boolean holds() {
        return rows.stream().allMatch(Row::holds);
    }

    /** All scenarios of a chapter together; nothing if none was played. */
    public Map<Variant, Figures> totals(Chapter chapter) {
        Map<Variant, Figures> totals = new EnumMap<>(Variant.class);
        rows.stream()
                .filter(row -> row.chapter() == chapter)
                .forEach(row -> row.figures().forEach((variant, own) -> totals.merge(variant, own, Figures::plus)));
        return totals;
    }
}
