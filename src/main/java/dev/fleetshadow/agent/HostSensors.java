package dev.fleetshadow.agent;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import oshi.SystemInfo;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.util.GlobalConfig;

/**
 * Chooses what the machine is read with.
 *
 * <p>OSHI tells processors, memory and file systems on any platform. Disks and interfaces are read from Linux' own tables: OSHI
 * needs udev for the former, which minimal images lack, and does not tell all that is dropped by the latter.
 */
final class HostSensors {

    private static final Logger LOG = LoggerFactory.getLogger(HostSensors.class);

    private HostSensors() {}

    static List<Sensor> of(Path proc) {
        List<Sensor> sensors = new ArrayList<>();
        try {
            // It would load a library for what is not asked.
            GlobalConfig.set(GlobalConfig.OSHI_OS_LINUX_ALLOWUDEV, false);
            SystemInfo system = new SystemInfo();
            HardwareAbstractionLayer hardware = system.getHardware();
            sensors.add(new ProcessorSensor(hardware.getProcessor(), system.getOperatingSystem()));
            sensors.add(new MemorySensor(hardware.getMemory()));
            sensors.add(new FileSystemSensor(system.getOperatingSystem().getFileSystem()));
        } catch (RuntimeException | LinkageError e) {
            LOG.error(
                    "Nothing can be told of processors, memory and file systems: the native library cannot be used.",
                    e);
        }
        if (Files.isReadable(proc.resolve("diskstats"))) {
            sensors.add(new DiskSensor(proc.resolve("diskstats")));
        }
        if (Files.isReadable(proc.resolve("net/dev"))) {
            sensors.add(new NetworkSensor(proc.resolve("net/dev")));
        }
        return sensors;
    }
}
