package dev.fleetshadow.profile;

/** How far one value lies from each memory of its metric, signed, in that memory's scale units; reused for every value. */
public final class Distances {

    public double fromVeryShort;
    public double fromShort;
    public double fromMedium;
    public double fromLong;
}
