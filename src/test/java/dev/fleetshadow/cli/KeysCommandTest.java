package dev.fleetshadow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fleetshadow.action.TrustedKeys;
import dev.fleetshadow.action.VerifyingKey;
import dev.fleetshadow.settings.SigningSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** An operator makes keys and sees which is which, without the secret ever being shown. */
class KeysCommandTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void whatTheJobSignsWithANewKeyIsBelievedByWhomItsPublicPartWasGiven() throws IOException {
        assertThat(run("new", "--out", directory.resolve("keys").toString())).isZero();
        Path secret = only(".key");
        Path known = only(".pub");
        TrustedKeys trusted = new TrustedKeys(List.of(VerifyingKey.parse(Files.readString(known))));
        var key = new SigningSettings(secret.toString()).key();
        assertThat(trusted.refusal("message", key.sign("message"))).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
        assertThat(out.toString()).contains(key.verifying().id(), secret.toString(), known.toString());
    }

    @Test
    void aSecondKeyLeavesTheFirstAsItIs() throws IOException {
        run("new", "--out", directory.resolve("keys").toString());
        String first = Files.readString(only(".key"));
        run("new", "--out", directory.resolve("keys").toString());
        assertThat(files(".key")).hasSize(2).anySatisfy(file -> assertThat(file).hasContent(first));
    }

    @Test
    void keysAreShownWithoutTheirSecret() throws IOException {
        run("new", "--out", directory.resolve("keys").toString());
        String id = only(".key").getFileName().toString().replace(".key", "");
        out.getBuffer().setLength(0);
        assertThat(run("show", directory.resolve("keys").toString())).isZero();
        assertThat(out.toString())
                .contains(id + "  private  ", id + "  public  ", Files.readString(only(".pub")))
                .doesNotContain("PRIVATE KEY");
    }

    @Test
    void whatIsNoKeyIsRefusedWithItsName() throws IOException {
        Path file = Files.writeString(directory.resolve("a.pub"), "nonsense");
        assertThat(run("show", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains(file.toString(), "there is no '-----BEGIN PUBLIC KEY-----' in it");
        assertThat(run("show", directory.resolve("none.key").toString())).isEqualTo(1);
        assertThat(err.toString()).contains("none.key cannot be read (NoSuchFileException)");
        assertThat(run()).isEqualTo(2);
    }

    private int run(String... arguments) {
        CommandLine command = FleetShadow.commandLine();
        command.setOut(new PrintWriter(out, true));
        command.setErr(new PrintWriter(err, true));
        return command.execute(
                Stream.concat(Stream.of("keys"), Stream.of(arguments)).toArray(String[]::new));
    }

    private Path only(String suffix) throws IOException {
        List<Path> found = files(suffix);
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private List<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("keys"))) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        }
    }
}
