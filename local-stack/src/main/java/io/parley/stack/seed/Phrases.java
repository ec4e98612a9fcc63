package io.parley.stack.seed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;

/** What people of several languages are called, can be reached at and talk about; from {@code phrases.json}. */
record Phrases(List<Language> languages) {

    static Phrases load() {
        try (var in = Objects.requireNonNull(Phrases.class.getResourceAsStream("/seed/phrases.json"))) {
            return JsonMapper.shared().readValue(in, Phrases.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The people of one language.
     *
     * @param phone format of their numbers: with the number's index, or with an area and the index in it
     * @param areas empty where the format has none
     */
    record Language(String phone, List<Integer> areas, List<String> names, List<Dialogue> dialogues) {

        private static final int NUMBERS_OF_AN_AREA = 100;

        @SuppressWarnings("ConstantConditions") // JSON may lack anything
        Language {
            areas = areas == null ? List.of() : List.copyOf(areas);
        }

        /** The number of the {@code index}-th customer of this language; no two are alike. */
        String number(int index) {
            return areas.isEmpty()
                    ? phone.formatted(index)
                    : phone.formatted(areas.get(index / NUMBERS_OF_AN_AREA), index % NUMBERS_OF_AN_AREA);
        }

        /** How many customers can be told apart. */
        int capacity() {
            if (!areas.isEmpty()) {
                return areas.size() * NUMBERS_OF_AN_AREA;
            }
            var digits = phone.charAt(phone.indexOf('%') + 2) - '0';
            return (int) Math.pow(10, digits);
        }
    }

    /** What a customer writes, line by line, and what an agent answers in the end. */
    record Dialogue(List<String> customer, String reply) {}
}
