package dev.fleetshadow.agent;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * Reads how much the busiest disk does in a second, and how long that takes.
 *
 * <p>A partition is told beside its disk and is never busier. What lies in memory or in a file is no disk.
 */
final class DiskSensor implements Sensor {

    /** Whatever the disk's own are. */
    private static final double BYTES_PER_SECTOR = 512;

    private static final double MILLIS = 1e-3;

    private final Path table;
    private final Rates rates = new Rates();

    DiskSensor(Path table) {
        this.table = table;
    }

    @Override
    public String name() {
        return "the disks";
    }

    @Override
    public void sense(Round round) throws IOException {
        Busiest io = new Busiest();
        Busiest operations = new Busiest();
        Busiest time = new Busiest();
        double latency = Double.NaN;
        rates.begin(round.nanos());
        for (String[] row : KernelTable.rows(table, 14, 3)) {
            String disk = row[2];
            if (disk.startsWith("loop") || disk.startsWith("ram") || disk.startsWith("zram")) {
                continue;
            }
            double sectors = KernelTable.number(row, 5) + KernelTable.number(row, 9);
            io.see(rates.perSecond(disk + " io", BYTES_PER_SECTOR * sectors));
            OptionalDouble done =
                    rates.perSecond(disk + " operations", KernelTable.number(row, 3) + KernelTable.number(row, 7));
            operations.see(done);
            OptionalDouble took = rates.perSecond(
                    disk + " time", MILLIS * (KernelTable.number(row, 6) + KernelTable.number(row, 10)));
            if (time.see(took)) {
                latency = took.getAsDouble() / done.orElse(0);
            }
        }
        io.put(round, "system.disk.io");
        operations.put(round, "system.disk.operations");
        time.put(round, "system.disk.operation_time");
        if (Double.isFinite(latency)) {
            round.put("system.disk.latency", latency);
        }
    }
}
