package dev.fleetshadow.agent;

import java.util.List;
import oshi.hardware.CentralProcessor;
import oshi.hardware.CentralProcessor.TickType;
import oshi.software.os.OperatingSystem;

/** Reads how busy the processors are, and with how many processes. Waiting for a disk is not being busy. */
final class ProcessorSensor implements Sensor {

    private static final List<String> LOADS =
            List.of("system.cpu.load_average.1m", "system.cpu.load_average.5m", "system.cpu.load_average.15m");

    private final CentralProcessor processor;
    private final OperatingSystem system;
    private long[] before;

    ProcessorSensor(CentralProcessor processor, OperatingSystem system) {
        this.processor = processor;
        this.system = system;
    }

    @Override
    public String name() {
        return "the processors";
    }

    @Override
    public void sense(Round round) {
        long[] ticks = processor.getSystemCpuLoadTicks();
        double all = grown(ticks, TickType.values());
        if (before != null && all > 0) {
            round.put("system.cpu.utilization", 1 - grown(ticks, TickType.IDLE, TickType.IOWAIT) / all);
        }
        before = ticks;
        double[] loads = processor.getSystemLoadAverage(LOADS.size());
        for (int i = 0; i < loads.length; i++) {
            if (loads[i] >= 0) {
                round.put(LOADS.get(i), loads[i]);
            }
        }
        round.put("system.processes.count", system.getProcessCount());
    }

    /** A counter that fell, as that of waiting may, has not grown. */
    private double grown(long[] ticks, TickType... types) {
        double grown = 0;
        for (TickType type : types) {
            int i = type.getIndex();
            grown += before == null ? 0 : Math.max(0, ticks[i] - before[i]);
        }
        return grown;
    }
}
