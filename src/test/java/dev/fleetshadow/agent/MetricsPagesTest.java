package dev.fleetshadow.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.fleetshadow.settings.MetricsSource;
import dev.fleetshadow.telemetry.Glob;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class MetricsPagesTest {

    private static final int MOST_BYTES = 10_000;
    private static final Duration TIMEOUT = Duration.ofMillis(500);

    private final MetricsPages pages = new MetricsPages();
    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        over.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void anAnswerIsReadWholeUpToItsLastByte() throws IOException {
        String page = "a 1\n".repeat(MOST_BYTES / 4);
        serve("/page", exchange -> answer(exchange, 200, page));
        assertThat(pages.read(source(url("/page")))).isEqualTo(page);
    }

    @Test
    void oneByteMoreIsTooMuchWhetherItsLengthIsToldOrNot() {
        String page = "a 1\n".repeat(MOST_BYTES / 4) + "\n";
        serve("/told", exchange -> answer(exchange, 200, page));
        serve("/untold", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(page.getBytes(StandardCharsets.UTF_8));
        });
        for (String path : List.of("/told", "/untold")) {
            assertThatThrownBy(() -> pages.read(source(url(path))))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("more than 10000 bytes");
        }
    }

    @Test
    void aRedirectIsNotFollowed() {
        serve("/elsewhere", exchange -> {
            exchange.getResponseHeaders().add("Location", url("/page"));
            answer(exchange, 302, "");
        });
        serve("/page", exchange -> answer(exchange, 200, "a 1\n"));
        assertThatThrownBy(() -> pages.read(source(url("/elsewhere"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("302");
    }

    /** Each byte comes soon after the one before it; the whole never does. */
    @Test
    void whoAnswersByAndByDoesNotKeepARoundWaiting() {
        serve("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (!awaitOver(20)) {
                exchange.getResponseBody().write('a');
                exchange.getResponseBody().flush();
            }
        });
        serve("/silent", exchange -> awaitOver(60_000));
        for (String path : List.of("/slow", "/silent")) {
            long begun = System.nanoTime();
            assertThatThrownBy(() -> pages.read(source(url(path)))).isInstanceOf(IOException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(TIMEOUT.multipliedBy(4));
        }
    }

    @Test
    void whoIsNotThereIsAProblemAndNoMore() {
        server.stop(0);
        assertThatThrownBy(() -> pages.read(source(url("/page")))).isInstanceOf(IOException.class);
    }

    @Test
    void aFileIsReadUnlessItIsTooLargeOrNone(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("metrics"), "a 1\n");
        assertThat(pages.read(source(file.toString()))).isEqualTo("a 1\n");
        Files.writeString(file, "a".repeat(MOST_BYTES + 1));
        assertThatThrownBy(() -> pages.read(source(file.toString()))).hasMessageContaining("more than");
        assertThatThrownBy(() -> pages.read(source(directory.toString()))).hasMessageContaining("no file");
    }

    @FunctionalInterface
    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private void serve(String path, Answer answer) {
        server.createContext(path, exchange -> {
            try (exchange) {
                answer.to(exchange);
            }
        });
    }

    private boolean awaitOver(long millis) {
        try {
            return over.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static MetricsSource source(String location) {
        return new MetricsSource("s", location, List.of(Glob.of("*")), List.of(), TIMEOUT, MOST_BYTES, 100);
    }
}
