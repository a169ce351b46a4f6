package dev.fleetshadow.agent;

import java.io.IOException;
import java.nio.file.Path;

/** Reads how much the busiest interface carries in a second, both ways; what a machine says to itself does not count. */
final class NetworkSensor implements Sensor {

    private static final int SENT = 8;

    private final Path table;
    private final Rates rates = new Rates();

    NetworkSensor(Path table) {
        this.table = table;
    }

    @Override
    public String name() {
        return "the network";
    }

    @Override
    public void sense(Round round) throws IOException {
        Busiest io = new Busiest();
        Busiest packets = new Busiest();
        Busiest errors = new Busiest();
        Busiest dropped = new Busiest();
        rates.begin(round.nanos());
        for (String[] row : KernelTable.rows(table, 17, 1)) {
            if (!row[0].equals("lo")) {
                io.see(rates.perSecond(row[0] + " io", bothWays(row, 1)));
                packets.see(rates.perSecond(row[0] + " packets", bothWays(row, 2)));
                errors.see(rates.perSecond(row[0] + " errors", bothWays(row, 3)));
                dropped.see(rates.perSecond(row[0] + " dropped", bothWays(row, 4)));
            }
        }
        io.put(round, "system.network.io");
        packets.put(round, "system.network.packets");
        errors.put(round, "system.network.errors");
        dropped.put(round, "system.network.dropped");
    }

    private static double bothWays(String[] row, int column) throws IOException {
        return KernelTable.number(row, column) + KernelTable.number(row, column + SENT);
    }
}
