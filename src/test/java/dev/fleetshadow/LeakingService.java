package dev.fleetshadow;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A service of which an integration test is the only user: it holds on to some memory, and once a file appears to more and
 * more of it, up to a bound. Ends by itself after ten minutes.
 *
 * <p>{@code LeakingService LEAK_FILE MEGABYTES_AT_FIRST MEGABYTES_A_SECOND MEGABYTES_AT_MOST}
 */
final class LeakingService {

    private static final int MEGABYTE = 1 << 20;
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private LeakingService() {}

    public static void main(String[] arguments) throws Exception {
        Path leak = Path.of(arguments[0]);
        int first = Integer.parseInt(arguments[1]);
        int perSecond = Integer.parseInt(arguments[2]);
        int most = Integer.parseInt(arguments[3]);
        List<ByteBuffer> held = new ArrayList<>();
        for (int i = 0; i < first; i++) {
            held.add(touched());
        }
        boolean leaks = false;
        for (long second = 0; second < LONGEST.toSeconds(); second++) {
            // Of one life only: whoever is started again has no leak yet.
            leaks |= Files.deleteIfExists(leak);
            for (int i = 0; leaks && i < perSecond && held.size() < most; i++) {
                held.add(touched());
            }
            TimeUnit.SECONDS.sleep(1);
        }
    }

    /** Outside of the heap, which grows in leaps of its own. */
    private static ByteBuffer touched() {
        return ByteBuffer.allocateDirect(MEGABYTE);
    }
}
