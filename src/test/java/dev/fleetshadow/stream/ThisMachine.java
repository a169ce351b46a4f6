package dev.fleetshadow.stream;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the kernel says of this machine at one moment, to compare with what collectors make of it.
 *
 * @param cpu time in each state, in the order of {@code /proc/stat}
 * @param diskBytes read and written, by device
 * @param networkBytes received and sent, by interface
 */
record ThisMachine(Instant at, List<Long> cpu, Map<String, Long> diskBytes, Map<String, Long> networkBytes) {

    private static final int IDLE = 3;
    private static final int WAITING = 4;
    private static final int STATES = 8;
    private static final int SECTOR = 512;

    static ThisMachine now() throws IOException {
        List<Long> cpu = Arrays.stream(lines("/proc/stat").get(0).trim().split("\\s+", -1))
                .skip(1)
                .limit(STATES)
                .map(Long::valueOf)
                .toList();
        Map<String, Long> disks = new HashMap<>();
        for (String line : lines("/proc/diskstats")) {
            String[] fields = line.trim().split("\\s+", -1);
            disks.put(fields[2], SECTOR * (Long.parseLong(fields[5]) + Long.parseLong(fields[9])));
        }
        Map<String, Long> interfaces = new HashMap<>();
        for (String line : lines("/proc/net/dev")) {
            String[] parts = line.trim().split(":\\s*", 2);
            if (parts.length == 2) {
                String[] fields = parts[1].split("\\s+", -1);
                interfaces.put(parts[0], Long.parseLong(fields[0]) + Long.parseLong(fields[8]));
            }
        }
        return new ThisMachine(Instant.now(), cpu, disks, interfaces);
    }

    static double memoryUtilization() throws IOException {
        Map<String, Double> kilobytes = lines("/proc/meminfo").stream()
                .map(line -> line.split(":?\\s+", -1))
                .collect(Collectors.toMap(fields -> fields[0], fields -> Double.valueOf(fields[1])));
        double other =
                kilobytes.get("MemFree") + kilobytes.get("Buffers") + kilobytes.get("Cached") + kilobytes.get("Slab");
        return 1 - other / kilobytes.get("MemTotal");
    }

    static double filesystemUtilization() throws IOException {
        FileStore root = Files.getFileStore(Path.of("/"));
        double used = root.getTotalSpace() - root.getUnallocatedSpace();
        return used / (used + root.getUsableSpace());
    }

    double cpuUtilizationSince(ThisMachine earlier) {
        double total = 0;
        for (int state = 0; state < cpu.size(); state++) {
            total += ticks(earlier, state);
        }
        return 1 - (ticks(earlier, IDLE) + ticks(earlier, WAITING)) / total;
    }

    double diskBytesPerSecondSince(ThisMachine earlier) {
        return busiest(diskBytes, earlier.diskBytes) / secondsSince(earlier);
    }

    double networkBytesPerSecondSince(ThisMachine earlier) {
        return busiest(networkBytes, earlier.networkBytes) / secondsSince(earlier);
    }

    private double ticks(ThisMachine earlier, int state) {
        return cpu.get(state) - earlier.cpu.get(state);
    }

    private double secondsSince(ThisMachine earlier) {
        return Duration.between(earlier.at, at).toMillis() / 1000.0;
    }

    private static double busiest(Map<String, Long> later, Map<String, Long> earlier) {
        return later.entrySet().stream()
                .mapToDouble(one -> one.getValue() - earlier.getOrDefault(one.getKey(), one.getValue()))
                .max()
                .orElseThrow();
    }

    private static List<String> lines(String file) throws IOException {
        return Files.readAllLines(Path.of(file));
    }
}
