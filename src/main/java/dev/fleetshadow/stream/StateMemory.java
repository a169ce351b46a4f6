package dev.fleetshadow.stream;

import dev.fleetshadow.detection.Witness;
import dev.fleetshadow.forecast.Foresight;
import dev.fleetshadow.health.CalibrationHistory;
import dev.fleetshadow.health.ColdMemory;
import java.io.IOException;
import org.apache.flink.api.common.state.ValueState;

/** Keeps the cold parts of the current resource's memory in Flink state of their own, so that they are read when asked. */
record StateMemory(
        ValueState<CalibrationHistory> histories, ValueState<Witness> witnesses, ValueState<Foresight> foresights)
        implements ColdMemory {

    @Override
    public CalibrationHistory history() throws IOException {
        CalibrationHistory kept = histories.value();
        return kept == null ? new CalibrationHistory() : kept;
    }

    @Override
    public void keep(CalibrationHistory history) throws IOException {
        histories.update(history);
    }

    @Override
    public Witness witness() throws IOException {
        Witness kept = witnesses.value();
        return kept == null ? new Witness() : kept;
    }

    @Override
    public void keep(Witness witness) throws IOException {
        witnesses.update(witness);
    }

    @Override
    public Foresight foresight() throws IOException {
        Foresight kept = foresights.value();
        return kept == null ? new Foresight() : kept;
    }

    @Override
    public void keep(Foresight foresight) throws IOException {
        foresights.update(foresight);
    }

    @Override
    public void forget() {
        histories.clear();
        witnesses.clear();
        foresights.clear();
    }
}
