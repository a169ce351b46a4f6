package dev.fleetshadow.codec;

import dev.fleetshadow.effect.Effectiveness;
import java.io.IOException;

/** How often an action helped, {@code dev.fleetshadow.effectiveness.v1}: counts, and what they say of the next time. */
public final class EffectivenessJson {

    public static final String TYPE = "dev.fleetshadow.effectiveness.v1";

    private EffectivenessJson() {}

    public static Effectiveness decode(byte[] bytes) throws IOException {
        Message effect = Message.parse(bytes);
        return new Effectiveness(
                effect.text("failureMode"),
                effect.text("action"),
                effect.text("kind"),
                effect.whole("verified", Long.MAX_VALUE),
                effect.whole("failed", Long.MAX_VALUE));
    }

    public static byte[] encode(Effectiveness effect) {
        return Json.object(json -> {
            json.writeStringField("failureMode", effect.failureMode());
            json.writeStringField("action", effect.action());
            json.writeStringField("kind", effect.kind());
            json.writeNumberField("verified", effect.verified());
            json.writeNumberField("failed", effect.failed());
            json.writeNumberField("mean", effect.mean());
            json.writeNumberField("lower", effect.lower());
            json.writeNumberField("upper", effect.upper());
        });
    }
}
