package dev.fleetshadow.health;

import dev.fleetshadow.telemetry.Resource;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Stores who a shadow belongs to, so that a silent resource can still be named in full. */
final class Identity {

    private Identity() {}

    static void write(DataOutput out, Resource resource) throws IOException {
        out.writeUTF(resource.id());
        out.writeUTF(resource.kind());
        out.writeUTF(resource.group());
        out.writeByte(resource.labels().size());
        for (Map.Entry<String, String> label : resource.labels().entrySet()) {
            out.writeUTF(label.getKey());
            out.writeUTF(label.getValue());
        }
    }

    static Resource read(DataInput in) throws IOException {
        String id = in.readUTF();
        String kind = in.readUTF();
        String group = in.readUTF();
        int size = in.readByte();
        Map<String, String> labels = new HashMap<>();
        for (int i = 0; i < size; i++) {
            labels.put(in.readUTF(), in.readUTF());
        }
        return new Resource(id, kind, group, labels);
    }
}
