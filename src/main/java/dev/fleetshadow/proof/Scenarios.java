package dev.fleetshadow.proof;

import java.util.List;
import java.util.stream.Stream;

/** All scenarios there are, in the order in which they are told. */
final class Scenarios {

    static final List<Scenario> ALL = Stream.of(
                    FaultScenarios.all(),
                    NoiseScenarios.all(),
                    DomainScenarios.all(),
                    BudgetScenarios.all(),
                    OperatorScenarios.all())
            .flatMap(List::stream)
            .toList();

    private Scenarios() {}

    static Scenario named(String name) {
        return ALL.stream()
                .filter(scenario -> scenario.name().equals(name))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("there is no scenario '%s'; choose from %s"
                        .formatted(name, ALL.stream().map(Scenario::name).toList())));
    }
}
