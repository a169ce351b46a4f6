package dev.fleetshadow.telemetry;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Stores who stored state belongs to, so that a resource that says nothing can still be named in full. */
public final class StoredResource {

    private StoredResource() {}

    public static void write(DataOutput out, Resource resource) throws IOException {
        out.writeUTF(resource.id());
        out.writeUTF(resource.kind());
        out.writeUTF(resource.group());
        out.writeByte(resource.labels().size());
        for (Map.Entry<String, String> label : new TreeMap<>(resource.labels()).entrySet()) {
            out.writeUTF(label.getKey());
            out.writeUTF(label.getValue());
        }
    }

    public static Resource read(DataInput in) throws IOException {
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
