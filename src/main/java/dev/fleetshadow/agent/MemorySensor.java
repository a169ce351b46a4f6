package dev.fleetshadow.agent;

import oshi.hardware.GlobalMemory;
import oshi.hardware.VirtualMemory;

/**
 * Reads how much of the memory is in use: what new programs cannot have, which is what OpenTelemetry's collector calls used.
 * Caches that can be given up are free.
 */
final class MemorySensor implements Sensor {

    private final GlobalMemory memory;

    MemorySensor(GlobalMemory memory) {
        this.memory = memory;
    }

    @Override
    public String name() {
        return "the memory";
    }

    @Override
    public void sense(Round round) {
        double total = memory.getTotal();
        round.put("system.memory.utilization", (total - memory.getAvailable()) / total);
        VirtualMemory paging = memory.getVirtualMemory();
        if (paging.getSwapTotal() > 0) {
            round.put("system.paging.utilization", (double) paging.getSwapUsed() / paging.getSwapTotal());
        }
    }
}
