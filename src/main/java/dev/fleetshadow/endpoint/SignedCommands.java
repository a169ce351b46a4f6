package dev.fleetshadow.endpoint;

import dev.fleetshadow.action.RemediationRequest;
import dev.fleetshadow.action.SigningKey;
import dev.fleetshadow.codec.SignedCommand;
import dev.fleetshadow.settings.SigningSettings;
import java.io.IOException;

/** Writes commands with their signature. The key is read where they are written: it does not travel with the job. */
final class SignedCommands implements EventRecords.Part<RemediationRequest, byte[]> {

    private static final long serialVersionUID = 1L;

    private final SigningSettings signing;
    private transient SigningKey key;

    SignedCommands(SigningSettings signing) {
        this.signing = signing;
    }

    @Override
    public void open() throws IOException {
        try {
            key = signing.key();
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("the key to sign commands with cannot be read here: " + signing.keyFile(), e);
        }
    }

    @Override
    public byte[] apply(RemediationRequest request) {
        return SignedCommand.encode(request, key);
    }
}
