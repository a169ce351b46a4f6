package dev.fleetshadow.health;

import dev.fleetshadow.detection.Witness;

/** Keeps the cold parts of one resource's memory on the heap. */
public final class HeapMemory implements ColdMemory {

    private CalibrationHistory history = new CalibrationHistory();
    private Witness witness = new Witness();

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
    public void forget() {
        history = new CalibrationHistory();
        witness = new Witness();
    }
}
