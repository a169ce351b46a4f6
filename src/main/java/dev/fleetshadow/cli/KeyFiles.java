package dev.fleetshadow.cli;

import dev.fleetshadow.action.SigningKey;
import dev.fleetshadow.action.VerifyingKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Writes keys where only their owner can read what is secret of them. */
final class KeyFiles {

    private KeyFiles() {}

    /** The private key, readable by its owner only from the first byte on; refuses to replace a file. */
    static Path write(SigningKey key, Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (SeekableByteChannel channel =
                posix ? Files.newByteChannel(file, options, owner) : Files.newByteChannel(file, options)) {
            ByteBuffer text = ByteBuffer.wrap(key.text().getBytes(StandardCharsets.UTF_8));
            while (text.hasRemaining()) {
                channel.write(text);
            }
        }
        return file;
    }

    static Path write(VerifyingKey key, Path file) throws IOException {
        return Files.writeString(file, key.text(), StandardOpenOption.CREATE_NEW);
    }
}
