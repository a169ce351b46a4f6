package dev.fleetshadow.agent;

import java.io.IOException;

/** Reads one part of the resource, once a round. */
interface Sensor {

    /** For messages. */
    String name();

    /** Fails where nothing can be read; what it has told before that counts. */
    void sense(Round round) throws IOException;
}
