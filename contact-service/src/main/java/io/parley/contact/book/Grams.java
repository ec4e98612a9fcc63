package io.parley.contact.book;

import io.parley.contract.TenantId;
import java.util.Arrays;
import java.util.List;

/**
 * Hashes of the pieces of a text (every two and every three characters that stand together, and the first character of
 * each word, each one where a character is a word), mixed with the tenant. Two pieces may share a hash, so what an index of them finds has to be looked at
 * again.
 */
public final class Grams {

    private static final int WORD = 1;
    private static final int TAG = 2;
    private static final int CONSENT = 3;

    private final int seed;
    private int[] hashes = new int[128];
    private int size;

    private Grams(TenantId tenant) {
        this.seed = mix(tenant.value().hashCode());
    }

    /** Returns the pieces of a text that is kept. */
    static Grams of(TenantId tenant, String text) {
        var grams = new Grams(tenant);
        for (var line : text.split("\n", -1)) {
            grams.addLine(line);
        }
        return grams;
    }

    /** Returns what every contact has that contains {@code text}: one character stands for words that begin with it. */
    public static Grams wanted(TenantId tenant, SearchText text) {
        var grams = new Grams(tenant);
        if (text.value().length() == 1) {
            grams.add(grams.piece(text.value(), 0, 1, WORD));
        } else {
            grams.addRuns(text.value(), text.value().length() == 2 ? 2 : 3);
        }
        return grams;
    }

    /** Adds what tells contacts with all of these tags from others. */
    public Grams tagged(List<String> tags) {
        tags.forEach(tag -> add(piece(tag, 0, tag.length(), TAG)));
        return this;
    }

    /** Adds what tells the opted out from the others. */
    public Grams consenting(boolean optedOut) {
        add(piece(optedOut ? "out" : "in", 0, 2, CONSENT));
        return this;
    }

    /** Returns nothing to begin with, for contacts that are not searched by text. */
    public static Grams none(TenantId tenant) {
        return new Grams(tenant);
    }

    /** Returns them as PostgreSQL writes an array, each once. */
    public String text() {
        Arrays.sort(hashes, 0, size);
        var text = new StringBuilder(size * 12).append('{');
        for (var i = 0; i < size; i++) {
            if (i == 0 || hashes[i] != hashes[i - 1]) {
                text.append(text.length() == 1 ? "" : ",").append(hashes[i]);
            }
        }
        return text.append('}').toString();
    }

    private void addLine(String line) {
        addRuns(line, 2);
        addRuns(line, 3);
        for (var i = 0; i < line.length(); i++) {
            if (i == 0 || Character.isIdeographic(line.charAt(i)) || !Character.isLetterOrDigit(line.charAt(i - 1))) {
                add(piece(line, i, i + 1, WORD));
            }
        }
    }

    private void addRuns(String line, int length) {
        for (var i = 0; i + length <= line.length(); i++) {
            add(piece(line, i, i + length, 0));
        }
    }

    private void add(int hash) {
        if (size == hashes.length) {
            hashes = Arrays.copyOf(hashes, size * 2);
        }
        hashes[size++] = hash;
    }

    private int piece(String text, int from, int to, int kind) {
        var hash = seed + kind;
        for (var i = from; i < to; i++) {
            hash = hash * 31 + text.charAt(i);
        }
        return mix(hash * 31 + (to - from));
    }

    /** The finaliser of MurmurHash3: neighbours in, strangers out. */
    private static int mix(int hash) {
        var mixed = hash;
        mixed = (mixed ^ (mixed >>> 16)) * 0x85ebca6b;
        mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
        return mixed ^ (mixed >>> 16);
    }
}
