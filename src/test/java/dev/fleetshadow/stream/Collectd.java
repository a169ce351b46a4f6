package dev.fleetshadow.stream;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs the collectd that is installed on this machine, as its own user and with nothing but what it is told here. */
public final class Collectd implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/sbin/collectd");
    private static final Path PLUGIN = Path.of("/usr/lib/collectd/write_kafka.so");
    private static final int PATIENCE_SECONDS = 10;

    private final Process process;
    private final Path log;

    private Collectd(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Measures this machine once a second and sends what it finds to a topic. */
    public static Collectd start(Path directory, String host, String bootstrapServers, String topic)
            throws IOException {
        if (Files.notExists(PROGRAM) || Files.notExists(PLUGIN)) {
            throw new AssertionError("collectd is missing on this machine; run"
                    + " apt-get install --no-install-recommends collectd-core librdkafka1 libyajl2");
        }
        Path config = Files.writeString(
                directory.resolve("collectd.conf"), """
                Hostname "%s"
                FQDNLookup false
                Interval 1
                TypesDB "/usr/share/collectd/types.db"
                BaseDir "%s"
                PIDFile "%s/collectd.pid"
                LoadPlugin cpu
                LoadPlugin memory
                LoadPlugin df
                LoadPlugin disk
                LoadPlugin interface
                LoadPlugin load
                LoadPlugin swap
                LoadPlugin write_kafka
                <Plugin df>
                  MountPoint "/"
                </Plugin>
                <Plugin write_kafka>
                  Property "metadata.broker.list" "%s"
                  <Topic "%s">
                    Format JSON
                    StoreRates false
                  </Topic>
                </Plugin>
                """.formatted(host, directory, directory, bootstrapServers, topic));
        Path log = directory.resolve("collectd.log");
        Process process = new ProcessBuilder(PROGRAM.toString(), "-f", "-C", config.toString())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new Collectd(process, log);
    }

    public String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroy();
        try {
            process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            process.destroyForcibly();
            throw new AssertionError("collectd does not end", e);
        }
    }
}
