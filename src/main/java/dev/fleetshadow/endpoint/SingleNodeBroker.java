package dev.fleetshadow.endpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a Kafka broker that is its own controller, in this JVM, because neither the demo nor a test can ask for an
 * installed one.
 *
 * <p>{@link #main} runs it alone in a JVM for {@link LocalBroker}. Such a broker ends with the process that started it,
 * however that one ends: the pipe on its standard input closes.
 */
final class SingleNodeBroker implements AutoCloseable {

    /** What {@link #main} prints on standard output, followed by its address, once the broker takes requests. */
    static final String READY = "ready ";

    /** A record of one binary megabyte and its headers pass. */
    private static final int MAX_MESSAGE_BYTES = 1_100_000;

    private static final Logger LOG = LoggerFactory.getLogger(SingleNodeBroker.class);

    private final KafkaRaftServer server;
    private final String bootstrapServers;

    private SingleNodeBroker(KafkaRaftServer server, String bootstrapServers) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
    }

    /** Formats the empty directory and returns when the broker takes requests. */
    static SingleNodeBroker start(Path directory) throws IOException {
        Properties settings = settings(directory);
        Path file = directory.resolve("server.properties");
        try (Writer writer = Files.newBufferedWriter(file)) {
            settings.store(writer, null);
        }
        String[] format = {
            "format",
            "--config",
            file.toString(),
            "--cluster-id",
            Uuid.randomUuid().toString()
        };
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        if (StorageTool.execute(format, new PrintStream(messages, true, StandardCharsets.UTF_8)) != 0) {
            throw new IOException("cannot format the broker's storage: " + messages.toString(StandardCharsets.UTF_8));
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
        return new SingleNodeBroker(
                server, settings.getProperty("advertised.listeners").substring("PLAINTEXT://".length()));
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static Properties settings(Path directory) throws IOException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        String host = loopback.getHostAddress();
        Properties settings = new Properties();
        // Both sockets are open at once, so that the two ports differ.
        try (ServerSocket broker = new ServerSocket(0, 1, loopback);
                ServerSocket controller = new ServerSocket(0, 1, loopback)) {
            String brokerAddress = host + ":" + broker.getLocalPort();
            String controllerAddress = host + ":" + controller.getLocalPort();
            settings.setProperty("listeners", "PLAINTEXT://" + brokerAddress + ",CONTROLLER://" + controllerAddress);
            settings.setProperty("advertised.listeners", "PLAINTEXT://" + brokerAddress);
            settings.setProperty("controller.quorum.voters", "1@" + controllerAddress);
        }
        settings.setProperty("process.roles", "broker,controller");
        settings.setProperty("node.id", "1");
        settings.setProperty("controller.listener.names", "CONTROLLER");
        settings.setProperty("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.setProperty("log.dirs", directory.resolve("data").toString());

        settings.setProperty("default.replication.factor", "1");
        settings.setProperty("offsets.topic.replication.factor", "1");
        settings.setProperty("transaction.state.log.replication.factor", "1");
        settings.setProperty("transaction.state.log.min.isr", "1");
        settings.setProperty("share.coordinator.state.topic.replication.factor", "1");
        settings.setProperty("share.coordinator.state.topic.min.isr", "1");
        // With their defaults of 50 partitions each, the first consumer and the first transaction wait for seconds.
        settings.setProperty("offsets.topic.num.partitions", "4");
        settings.setProperty("transaction.state.log.num.partitions", "4");

        settings.setProperty("group.initial.rebalance.delay.ms", "0");
        // Replayed records carry the time of their history: by that they would be deleted at once.
        settings.setProperty("log.retention.ms", "-1");
        settings.setProperty("auto.create.topics.enable", "false");
        settings.setProperty("message.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
        settings.setProperty("replica.fetch.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
        return settings;
    }

    /**
     * Runs a broker in the given empty directory until standard input ends, and removes the directory. One that failed
     * leaves it, with the log, to the process that is waiting for it.
     */
    public static void main(String[] args) throws IOException {
        PrintStream parent = System.out;
        System.setOut(System.err);
        TemporaryDirectory directory = new TemporaryDirectory(Path.of(args[0]));
        try (SingleNodeBroker broker = start(directory.path())) {
            parent.println(READY + broker.bootstrapServers());
            System.in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException | RuntimeException failure) {
            LOG.error("The broker failed.", failure);
            System.exit(1);
        }
        directory.close();
        System.exit(0);
    }
}
