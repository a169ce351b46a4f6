package dev.fleetshadow.agent;

import dev.fleetshadow.settings.MetricsSource;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Fetches what applications expose, whole, or not at all: within a time, a size, and from where it was said to be and not from
 * where that points to.
 */
final class MetricsPages {

    private static final String ACCEPT = "text/plain;version=0.0.4, application/openmetrics-text;version=1.0.0;q=0.5";
    private static final int OK = 200;

    private HttpClient client;

    /** The text that a source has now. */
    String read(MetricsSource source) throws IOException {
        return source.http() ? fetch(source) : file(source);
    }

    private String fetch(MetricsSource source) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(source.location()))
                .header("Accept", ACCEPT)
                .timeout(source.timeout())
                .build();
        CompletableFuture<HttpResponse<String>> answer =
                client().sendAsync(request, about -> new BoundedText(source.mostBytes()));
        try {
            HttpResponse<String> response = answer.get(source.timeout().toNanos(), TimeUnit.NANOSECONDS);
            if (response.statusCode() != OK) {
                throw new IOException("the answer is " + response.statusCode());
            }
            return response.body();
        } catch (TimeoutException e) {
            throw new IOException("there is no whole answer within " + source.timeout(), e);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("the agent ends", e);
        } finally {
            answer.cancel(true);
        }
    }

    /** Made when it is needed: it has threads of its own. */
    private HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(Version.HTTP_1_1)
                    .followRedirects(Redirect.NEVER)
                    .proxy(HttpClient.Builder.NO_PROXY)
                    .build();
        }
        return client;
    }

    /** A pipe would keep whoever opens it waiting. */
    private static String file(MetricsSource source) throws IOException {
        Path file = Path.of(source.location());
        if (!Files.isRegularFile(file)) {
            throw new IOException("there is no file " + file);
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(source.mostBytes() + 1);
            if (bytes.length > source.mostBytes()) {
                throw BoundedText.tooLarge(source.mostBytes());
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
