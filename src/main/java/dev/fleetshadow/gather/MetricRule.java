package dev.fleetshadow.gather;

import dev.fleetshadow.telemetry.Glob;
import dev.fleetshadow.telemetry.StatusUpdate;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;

/**
 * Makes one metric of what series say in one interval: their sum, or its share of another sum, once for each value of some
 * dimensions, of which one number is taken.
 *
 * @param from the series that are added up
 * @param except series that are left out, also of the whole
 * @param of the series that are the whole; empty where the sum itself is wanted
 * @param complement what the share lacks of 1 is wanted
 * @param per dimensions; each combination of their values is added up for itself
 * @param scale and then {@code offset}: applied last
 */
public record MetricRule(
        String name,
        List<Glob> from,
        List<Glob> except,
        List<Glob> of,
        boolean complement,
        List<String> per,
        Take take,
        double scale,
        double offset)
        implements Serializable {

    /** Which number stands for several. */
    public enum Take {
        MAX,
        SUM,
        MEAN;

        double of(Collection<Double> numbers) {
            return switch (this) {
                case MAX ->
                    numbers.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
                case SUM -> numbers.stream().mapToDouble(Double::doubleValue).sum();
                case MEAN ->
                    numbers.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
            };
        }
    }

    private static final class Sums {
        private double part;
        private double whole;
        private boolean partKnown;
        private boolean incomplete;
    }

    public MetricRule {
        from = List.copyOf(from);
        except = List.copyOf(except);
        of = List.copyOf(of);
        per = List.copyOf(per);
    }

    /** Whether the series is used up by the rule, also where it is only left out. */
    boolean speaksOf(String series) {
        return Glob.anyMatches(from, series) || Glob.anyMatches(of, series);
    }

    /**
     * The metric; nothing if the series it is made of are not there.
     *
     * <p>A share is made of whole groups only: where one series has no value yet, the others would seem to be more than they
     * are. A sum is made of those that have one.
     *
     * @param values by series; NaN where a series is there but its value is not known
     */
    OptionalDouble value(SortedMap<String, Double> values) {
        List<Double> numbers = new ArrayList<>();
        for (Sums sums : sums(values).values()) {
            if (of.isEmpty() && sums.partKnown) {
                numbers.add(sums.part);
            } else if (!of.isEmpty() && sums.partKnown && !sums.incomplete && sums.whole > 0) {
                double share = Math.max(0, Math.min(1, sums.part / sums.whole));
                numbers.add(complement ? 1 - share : share);
            }
        }
        double value = numbers.isEmpty() ? Double.NaN : take.of(numbers) * scale + offset;
        return Math.abs(value) <= StatusUpdate.LARGEST_MAGNITUDE ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    private Map<List<String>, Sums> sums(SortedMap<String, Double> values) {
        Map<List<String>, Sums> sums = new LinkedHashMap<>();
        values.forEach((series, value) -> {
            boolean part = Glob.anyMatches(from, series);
            boolean whole = Glob.anyMatches(of, series);
            if ((part || whole) && !Glob.anyMatches(except, series)) {
                Sums group = sums.computeIfAbsent(group(series), none -> new Sums());
                group.incomplete |= value.isNaN();
                group.partKnown |= part && !value.isNaN();
                group.part += part && !value.isNaN() ? value : 0;
                group.whole += whole ? value : 0;
            }
        });
        return sums;
    }

    private List<String> group(String series) {
        return per.stream()
                .map(dimension -> SeriesName.dimension(dimension, series))
                .toList();
    }
}
