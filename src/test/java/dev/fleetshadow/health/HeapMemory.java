package dev.fleetshadow.health;

import dev.fleetshadow.detection.Witness;
import dev.fleetshadow.forecast.Foresight;

/** Keeps the cold parts of one resource's memory on the heap. */
public final class HeapMemory implements ColdMemory {

    private CalibrationHistory history = new CalibrationHistory();
    private Witness witness = new Witness();
    private Foresight foresight = new Foresight();

    @Override
    public CalibrationHistory history() {
        return history;
    }

    @Override
    public void keep(CalibrationHistory history) {
        this.history = history;
    }

    @Override
    public Witness witness() {
        return witness;
    }

    @Override
    public void keep(Witness witness) {
        this.witness = witness;
    }

    @Override
    public Foresight foresight() {
        return foresight;
    }

    @Override
    public void keep(Foresight foresight) {
        this.foresight = foresight;
    }

    @Override
    public void forget() {
        history = new CalibrationHistory();
        witness = new Witness();
        foresight = new Foresight();
    }
}
