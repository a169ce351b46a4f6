package dev.fleetshadow.forecast;

import java.util.function.IntToDoubleFunction;

/** One metric under one tournament, a record a minute. */
final class Learner {

    static final double RECORDS_PER_DAY = 1440;

    private final Tournament tournament;
    final double[] cells;
    private int learned;
    private Tick tick;

    Learner(Tournament tournament) {
        this(tournament, new double[tournament.cells()], 0);
    }

    Learner(Tournament tournament, double[] cells, int learned) {
        this.tournament = tournament;
        this.cells = cells;
        this.learned = learned;
        this.tick = tick(learned - 1);
    }

    Learner learn(double value) {
        tick = tick(learned);
        tournament.learn(cells, 0, value, learned++, tick);
        return this;
    }

    Learner learn(int records, IntToDoubleFunction value) {
        for (int i = 0; i < records; i++) {
            learn(value.applyAsDouble(learned));
        }
        return this;
    }

    double value(int horizon) {
        return tournament.value(cells, 0, horizon, tick);
    }

    double halfWidth(int horizon) {
        return tournament.halfWidth(cells, 0, horizon);
    }

    String model(int horizon) {
        return tournament.model(cells, 0, horizon);
    }

    private static Tick tick(int record) {
        return Tick.at(record * 60L, RECORDS_PER_DAY);
    }
}
