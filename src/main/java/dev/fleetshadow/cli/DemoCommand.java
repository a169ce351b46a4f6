package dev.fleetshadow.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows the whole loop on a simulated fleet. */
@Command(name = "demo", description = "Shows the whole loop on a simulated fleet.", mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return 0;
    }
}
