package dev.fleetshadow.simulator;

/**
 * What a fault leaves on the metrics of a service, each from 0, nothing, to 1, as at its outage.
 *
 * @param leak of memory
 * @param runaway of a process that burns processor time
 * @param filling of the file system
 * @param creep of latency and of waiting threads
 * @param grinding of the disk, whose operations take ever longer
 * @param lossy network: fewer bytes and requests come through, and they take longer
 * @param failing requests near the end, whatever the reason
 */
record Marks(double leak, double runaway, double filling, double creep, double grinding, double lossy, double failing) {

    static final Marks NONE = new Marks(0, 0, 0, 0, 0, 0, 0);

    static Marks leaking(double progress) {
        return new Marks(progress, 0, 0, 0, 0, 0, progress);
    }

    static Marks runaway(double progress) {
        return new Marks(0, progress, 0, 0, 0, 0, progress);
    }

    static Marks filling(double progress) {
        return new Marks(0, 0, progress, 0, 0, 0, progress);
    }

    static Marks creeping(double progress) {
        return new Marks(0, 0, 0, progress, 0, 0, progress);
    }

    static Marks grinding(double progress) {
        return new Marks(0, 0, 0, 0, progress, 0, progress);
    }

    static Marks lossy(double progress) {
        return new Marks(0, 0, 0, 0, 0, progress, progress);
    }

    static Marks collapsing(double progress) {
        return new Marks(progress / 2, progress, 0, progress, progress, 0, progress);
    }

    /** Both at once: of each mark the deeper one. */
    Marks and(Marks other) {
        return new Marks(
                Math.max(leak, other.leak),
                Math.max(runaway, other.runaway),
                Math.max(filling, other.filling),
                Math.max(creep, other.creep),
                Math.max(grinding, other.grinding),
                Math.max(lossy, other.lossy),
                Math.max(failing, other.failing));
    }
}
