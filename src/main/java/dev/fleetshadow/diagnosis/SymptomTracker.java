package dev.fleetshadow.diagnosis;

import dev.fleetshadow.health.HealthReport;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Turns a run of health reports into the few moments at which something changed: a stage held, left or overdue, a resource
 * well again. Everything downstream is paid per change and not per report, and what nearly happened costs nothing.
 */
public final class SymptomTracker implements Serializable {

    private static final long serialVersionUID = 1L;

    private final ArrayList<FailureMode> modes;
    private final Recovery recovery;
    private final int scores;

    public SymptomTracker(List<FailureMode> modes, Recovery recovery) {
        this.modes = new ArrayList<>(modes);
        this.modes.removeIf(FailureMode::correlated);
        this.modes.sort(Comparator.comparing(FailureMode::fallback));
        this.recovery = recovery;
        scores = scoresToRemember();
    }

    private int scoresToRemember() {
        return modes.stream()
                .flatMap(mode -> mode.stages().stream())
                .flatMap(stage -> stage.anyOf().stream())
                .map(Condition::score)
                .filter(ScoreAsked::asksForAFall)
                .mapToInt(ScoreAsked::fallingWithin)
                .max()
                .orElse(0);
    }

    /**
     * What one report changes.
     *
     * @param after what to remember from now on
     * @param symptoms in the order of the catalogue, fallbacks last
     * @param recovered whether the resource, unwell before, is now well again
     */
    public record Step(Watched after, List<Symptom> symptoms, boolean recovered) {}

    /** Takes one report; pure. */
    public Step next(Watched before, HealthReport report) {
        Seen seen = new Seen(report, before.scores().isEmpty() ? List.of(report.previousScore()) : before.scores());
        Reading reading = new Reading(before, seen);
        modes.forEach(reading::take);
        boolean well = recovery.well(report) && !reading.holds();
        int wellReports = reading.unwell() && well ? before.wellReports() + 1 : 0;
        boolean recovered = reading.unwell() && wellReports >= recovery.reports();
        if (recovered) {
            modes.forEach(reading::release);
        }
        List<Double> remembered = seen.remembered(scores);
        Watched after = recovered ? reading.recovered(remembered) : reading.after(wellReports, remembered);
        return new Step(after, reading.symptoms(), recovered);
    }
}
