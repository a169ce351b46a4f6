package dev.fleetshadow.cli;

import dev.fleetshadow.codec.JsonText;
import dev.fleetshadow.effect.ActionRecord;
import dev.fleetshadow.effect.LeadTimeLedger;
import dev.fleetshadow.effect.ModeRecord;
import dev.fleetshadow.effect.Promotion;
import dev.fleetshadow.effect.Proportion;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Sets out what warnings and actions were worth, as tables for people and as JSON for machines. */
final class LedgerReport {

    private final LeadTimeLedger ledger;

    LedgerReport(LeadTimeLedger ledger) {
        this.ledger = ledger;
    }

    String text() {
        return """
                %d audit entries

                Warnings: what became of every diagnosis within a day
                %s
                  predicted  it failed before any action had begun      late       it had failed already
                  false      it became well, and nothing was sent       uncertain  something was sent: counts for nothing
                  open       nobody knows yet                           missed     failures of which nothing warned
                  precision  predicted of predicted and false, with nine chances in ten between the bounds%s

                Actions: what became of every command
                %s
                Trust: how far up the ladder (observe, recommend, approve, enforce) the evidence carries
                %s""".formatted(ledger.entries(), modes(), givenUp(), actions(), promotions());
    }

    private String modes() {
        TextTable table = new TextTable(
                1,
                "failure mode",
                "diagnosed",
                "predicted",
                "false",
                "uncertain",
                "late",
                "open",
                "missed",
                "precision",
                "held out",
                "warning p50",
                "p90");
        for (ModeRecord mode : ledger.modes()) {
            table.row(
                    mode.failureMode(),
                    mode.diagnoses(),
                    mode.predicted(),
                    mode.falseAlarms(),
                    mode.uncertain(),
                    mode.late(),
                    mode.open(),
                    mode.missed(),
                    share(mode.precision()),
                    percent(mode.heldOutShare()),
                    span(mode.typicalWarning()),
                    span(mode.longWarning()));
        }
        return table.toString();
    }

    private String actions() {
        TextTable table = new TextTable(
                3,
                "failure mode",
                "action",
                "kind",
                "meant",
                "sent",
                "verified",
                "ineffective",
                "failed",
                "expired",
                "helps");
        for (ActionRecord action : ledger.actions()) {
            table.row(
                    action.failureMode(),
                    action.action(),
                    action.kind(),
                    action.meant(),
                    action.sent(),
                    action.verified(),
                    action.ineffective(),
                    action.failed(),
                    action.expired(),
                    share(action.effectiveness().helps()));
        }
        return table.toString();
    }

    private String promotions() {
        StringBuilder lines = new StringBuilder();
        for (ActionRecord action : ledger.actions()) {
            lines.append("%s against %s on %s: %s%n"
                    .formatted(
                            action.action(),
                            action.failureMode(),
                            action.kind(),
                            ledger.promotion(action).summary()));
        }
        return lines.isEmpty() ? "no action was ever considered%n".formatted() : lines.toString();
    }

    private String givenUp() {
        return ledger.givenUp() == 0
                ? ""
                : "%n  %d diagnoses stay open because there was no room to remember them".formatted(ledger.givenUp());
    }

    String json() {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("entries", ledger.entries());
        report.put("givenUp", ledger.givenUp());
        report.put("modes", ledger.modes().stream().map(LedgerReport::json).toList());
        report.put("actions", ledger.actions().stream().map(this::json).toList());
        return JsonText.of(report);
    }

    private static Map<String, Object> json(ModeRecord mode) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("failureMode", mode.failureMode());
        json.put("diagnoses", mode.diagnoses());
        json.put("predicted", mode.predicted());
        json.put("falseAlarms", mode.falseAlarms());
        json.put("uncertain", mode.uncertain());
        json.put("late", mode.late());
        json.put("open", mode.open());
        json.put("missed", mode.missed());
        json.put("heldOut", mode.heldOut());
        json.put("precision", json(mode.precision()));
        json.put("warningP50", mode.typicalWarning().map(Duration::toString).orElse(null));
        json.put("warningP90", mode.longWarning().map(Duration::toString).orElse(null));
        return json;
    }

    private Map<String, Object> json(ActionRecord action) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("failureMode", action.failureMode());
        json.put("action", action.action());
        json.put("kind", action.kind());
        json.put("meant", action.meant());
        json.put("sent", action.sent());
        json.put("verified", action.verified());
        json.put("ineffective", action.ineffective());
        json.put("failed", action.failed());
        json.put("expired", action.expired());
        json.put("helps", json(action.effectiveness().helps()));
        Promotion promotion = ledger.promotion(action);
        json.put("rung", promotion.rung().name().toLowerCase(Locale.ROOT));
        json.put("why", promotion.summary());
        return json;
    }

    private static Map<String, Object> json(Proportion proportion) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("trials", proportion.trials());
        json.put("mean", proportion.mean());
        json.put("lower", proportion.lower());
        json.put("upper", proportion.upper());
        return json;
    }

    /** Without a single trial there is nothing but the prior, and that is no news. */
    private static String share(Proportion proportion) {
        return proportion.trials() == 0
                ? "-"
                : String.format(
                        Locale.ROOT,
                        "%.2f (%.2f..%.2f)",
                        (double) proportion.hits() / proportion.trials(),
                        proportion.lower(),
                        proportion.upper());
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    private static String span(Optional<Duration> duration) {
        return duration.map(DemoTerminal::span).orElse("-");
    }
}
