package dev.fleetshadow.health;

import dev.fleetshadow.detection.Witness;
import dev.fleetshadow.forecast.Foresight;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Keeps the cold parts of one resource's memory on the heap: for a proving ground, where there is no job to keep them. */
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

    public void writeTo(DataOutput out) throws IOException {
        history.writeTo(out);
        witness.writeTo(out);
        foresight.writeTo(out);
    }

    public static HeapMemory readFrom(DataInput in) throws IOException {
        HeapMemory memory = new HeapMemory();
        memory.history = CalibrationHistory.readFrom(in);
        memory.witness = Witness.readFrom(in);
        memory.foresight = Foresight.readFrom(in);
        return memory;
    }
}
