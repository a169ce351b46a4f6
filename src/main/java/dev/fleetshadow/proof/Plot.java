package dev.fleetshadow.proof;

import dev.fleetshadow.simulator.Cure;
import dev.fleetshadow.simulator.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;

/** What happens in a scenario, and when; the same for everybody who looks after the fleet. */
final class Plot {

    private final List<Happening> happenings = new ArrayList<>();

    /** One thing that happens so long after the beginning. */
    record Happening(Duration after, Consumer<Stage> deed) {}

    /** Writes a plot for the cast of one fleet. */
    @FunctionalInterface
    interface Author {
        void write(Plot plot, Cast cast);
    }

    Plot at(Duration after, Consumer<Stage> deed) {
        happenings.add(new Happening(after, deed));
        return this;
    }

    Plot at(long minutes, Consumer<Stage> deed) {
        return at(Duration.ofMinutes(minutes), deed);
    }

    /** A fault, if the resource is there and has none then: what came before may last longer in some hands. */
    Plot fault(long minutes, Fault fault, String victim) {
        return fault(minutes, fault, victim, fault.cures());
    }

    Plot fault(long minutes, Fault fault, String victim, List<Cure> cures) {
        return at(Duration.ofMinutes(minutes), stage -> {
            if (!stage.fleet().faulty(victim)) {
                stage.fleet().inject(fault, victim, cures);
            }
        });
    }

    /** In order of time. */
    List<Happening> happenings() {
        return happenings.stream()
                .sorted(Comparator.comparing(Happening::after))
                .toList();
    }
}
