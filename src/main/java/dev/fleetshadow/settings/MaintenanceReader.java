package dev.fleetshadow.settings;

import dev.fleetshadow.remediation.WeeklyWindow;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads the maintenance that comes back every week. */
final class MaintenanceReader {

    private static final int MOST_WINDOWS = 100;

    private MaintenanceReader() {}

    static List<WeeklyWindow> maintenance(Section document) {
        Set<String> ids = new HashSet<>();
        List<WeeklyWindow> windows = new ArrayList<>();
        for (Section section : document.sections("maintenance")) {
            String id = section.name("id");
            if (!ids.add(id)) {
                section.problem("id", id, "another maintenance has this id; give each its own");
            }
            windows.add(new WeeklyWindow(
                    id,
                    SelectorReader.selector(section),
                    days(section),
                    time(section, "from"),
                    time(section, "to"),
                    zone(section)));
            WeeklyWindow window = windows.get(windows.size() - 1);
            if (window.from().equals(window.to()) && window.days().size() == DayOfWeek.values().length) {
                section.problem("to", window.to().toString(), "let it end: nothing would ever be acted on");
            }
            section.done();
        }
        if (windows.size() > MOST_WINDOWS) {
            document.problem("maintenance", windows.size() + " windows", "describe at most " + MOST_WINDOWS);
        }
        return List.copyOf(windows);
    }

    private static Set<DayOfWeek> days(Section section) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        for (String day : section.texts("days")) {
            days.add(section.choice("days", day, DayOfWeek.class, DayOfWeek.MONDAY));
        }
        if (days.isEmpty()) {
            section.problem("days", "nothing", "name the days on which it begins, such as [saturday, sunday]");
        }
        return days;
    }

    private static LocalTime time(Section section, String key) {
        String text = section.text(key);
        try {
            return LocalTime.parse(text);
        } catch (DateTimeException e) {
            section.problem(key, text, "write a local time such as \"02:30\"");
            return LocalTime.MIDNIGHT;
        }
    }

    private static ZoneId zone(Section section) {
        String text = section.text("zone");
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            section.problem("zone", text, "write a time zone such as Europe/Berlin or UTC");
            return ZoneId.of("UTC");
        }
    }
}
