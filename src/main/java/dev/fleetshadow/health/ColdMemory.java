package dev.fleetshadow.health;

import dev.fleetshadow.detection.Witness;
import dev.fleetshadow.forecast.Foresight;
import java.io.IOException;

/** Reaches the parts of a resource's memory that only few updates need; reading and keeping them costs, so ask late. */
public interface ColdMemory {

    /** The calibration history; a new one if none was kept. */
    CalibrationHistory history() throws IOException;

    void keep(CalibrationHistory history) throws IOException;

    /** The second opinion's memory; a new one if none was kept. */
    Witness witness() throws IOException;

    void keep(Witness witness) throws IOException;

    /** What is remembered of followed metrics; nothing if none was kept. */
    Foresight foresight() throws IOException;

    void keep(Foresight foresight) throws IOException;

    /** Forgets the resource. */
    void forget() throws IOException;
}
