package dev.fleetshadow.agent;

import dev.fleetshadow.settings.WatchedService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import oshi.SystemInfo;
import oshi.software.os.OperatingSystem;

/** Reads the services that are watched: whether they run, and what their processes need together. */
final class ServicesSensor implements Sensor {

    private final ServiceProcesses processes;
    private final List<ServiceSensor> services;

    private ServicesSensor(ServiceProcesses processes, List<ServiceSensor> services) {
        this.processes = processes;
        this.services = services;
    }

    static ServicesSensor of(List<WatchedService> services, Path proc, Path cgroups) {
        SystemInfo system = new SystemInfo();
        OperatingSystem host = system.getOperatingSystem();
        long memory = system.getHardware().getMemory().getTotal();
        ServiceProcesses processes = new ServiceProcesses(proc, cgroups);
        return new ServicesSensor(
                processes,
                services.stream()
                        .map(service -> new ServiceSensor(service, processes, host, memory))
                        .toList());
    }

    @Override
    public String name() {
        return "the services";
    }

    /** One that cannot be read does not hide the others. */
    @Override
    public void sense(Round round) throws IOException {
        processes.nextRound();
        IOException first = null;
        for (ServiceSensor service : services) {
            try {
                service.sense(round);
            } catch (IOException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }
}
