package io.github.lambdaperf.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.lambdaperf.core.cost.PriceTable;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages show besides scenarios: code that compiles, files that are read, commands that exist, and words of ours. */
class PageFencesTest {
    private static final Pattern COMMAND =
            Pattern.compile("(?m)^(?: {4})?((?:mvn|java|benchmarks/\\S+|\\./mvnw)(?: .*)?)$");
    private static final Pattern CLASS = Pattern.compile("io\\.github\\.lambdaperf\\.[a-z.]+\\.[A-Z]\\w+");
    private static final Pattern OUTPUT =
            Pattern.compile("(?m)^(?:\\[(?:INFO|ERROR|WARNING)] )?(.*(?:\\n(?!\\[)[a-z].+)*)");
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

    private static final Pattern PLAIN = Pattern.compile("\\(?[A-Za-z']+[,;:.)]*");

    private static final Pattern HEADING = Pattern.compile("[A-Z][a-z]+");

    private static final String SEPARATOR = File.separator;

    /** Shorter texts are in every line. */
    private static final int LEAST = 7;

    /** Lines with fewer letters in plain words are figures and names. */
    private static final int FEW = 10;

    /** The rest of the words are names that users gave. */
    private static final double WORDS = 0.7;

    @TempDir
    private Path directory;

    @Test
    void everyFenceIsOfAKindThatATestReads() throws Exception {
        Set<String> kinds = new TreeSet<>();
        for (Path page : DocsTest.pages()) {
            DocsTest.FENCE.matcher(Files.readString(page)).results().forEach(fence -> kinds.add(fence.group(1)));
        }
        assertThat(kinds).containsExactly("", "groovy", "java", "json", "xml", "yaml");
    }

    @Test
    void thePriceFileIsRead() throws Exception {
        for (String text : fences("json")) {
            Path file = Files.writeString(directory.resolve("prices.json"), text);
            PriceTable prices = PriceTable.read(file);
            assertThat(prices.date()).startsWith("2026-11-01");
            assertThat(prices.price("eu-central-1", "lambda.gb-second.x86_64")
                            .tiers()
                            .first())
                    .isEqualByComparingTo(new BigDecimal("0.000015"));
        }
    }

    @Test
    void javaCompiles() throws Exception {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> snippets = fences("java");
        assertThat(snippets).isNotEmpty();
        for (String text : snippets) {
            Path source = Files.writeString(directory.resolve("Snippet.java"), """
                    import io.github.lambdaperf.local.*;
                    import io.github.lambdaperf.local.sources.*;
                    import java.util.*;
                    class Snippet {
                        void run(FunctionDefinition handler) throws Exception {
                    %s
                        }
                    }
                    """.formatted(text));
            StringWriter messages = new StringWriter();
            try (var files = compiler.getStandardFileManager(null, null, null)) {
                boolean compiled = compiler.getTask(
                                messages,
                                files,
                                null,
                                List.of(
                                        "-proc:none",
                                        "-d",
                                        directory.toString(),
                                        "-cp",
                                        System.getProperty("java.class.path")),
                                null,
                                files.getJavaFileObjects(source))
                        .call();
                assertThat(compiled).as("%s%s", text, messages).isTrue();
            }
        }
    }

    /** Goals and properties of commands are looked at where all of a page are. */
    @Test
    void commandsNameWhatIsThere() throws Exception {
        String poms = texts("pom.xml");
        Set<String> seen = new TreeSet<>();
        for (Path page : DocsTest.pages()) {
            Matcher command = COMMAND.matcher(Files.readString(page).replaceAll("\\\\\\n\\s*", ""));
            while (command.find()) {
                String line = command.group(1).replaceAll("\\s+#.*", "");
                seen.add(line.split(" ")[0]);
                for (String word : line.split(" ")) {
                    if (word.startsWith("benchmarks/") && word.endsWith(".sh")) {
                        assertThat(DocsTest.ROOT.resolve(word)).as(line).isExecutable();
                    } else if (word.startsWith("-P")) {
                        assertThat(poms).as(line).contains("<id>" + word.substring(2) + "</id>");
                    } else if (CLASS.matcher(word).matches()) {
                        assertThat(sources("/" + word.substring(word.lastIndexOf('.') + 1) + ".java"))
                                .as(line)
                                .isNotEmpty();
                    }
                }
            }
        }
        assertThat(seen).contains("mvn", "java", "benchmarks/truth.sh");
    }

    /** A message that is worded anew is worded anew on the page, too. */
    @Test
    void outputIsInWordsOfTheProduct() throws Exception {
        List<String> words = words();
        int lines = 0;
        for (Path page : DocsTest.pages()) {
            for (String text : fences(page, "")) {
                Matcher output = OUTPUT.matcher(COMMAND.matcher(text).replaceAll(""));
                while (output.find()) {
                    String line = output.group(1).replaceAll("\\s*\\n\\s*", " ").strip();
                    if (letters(line) < FEW) {
                        continue;
                    }
                    lines++;
                    assertThat(share(line, words))
                            .as("%s: %s", page.getFileName(), line)
                            .isGreaterThan(WORDS);
                }
            }
        }
        assertThat(lines).isGreaterThan(25);
    }

    /** Of the letters of the line, those that stand in texts of the product that are not too short for it. */
    private static double share(String line, List<String> words) {
        String rest = line;
        for (String word : words) {
            rest = rest.replace(word, "\0");
        }
        return 1 - (double) letters(rest) / letters(line);
    }

    /** Of plain words: names, paths and ids are the user's. */
    private static long letters(String text) {
        return Arrays.stream(text.split("\\s+"))
                .filter(word -> PLAIN.matcher(word).matches())
                .mapToLong(String::length)
                .sum();
    }

    /** What the product can print, the longest first: its literals without the places that are filled. */
    private static List<String> words() throws IOException {
        Set<String> words = new TreeSet<>();
        for (Path source : sources(".java")) {
            if (source.toString().contains(SEPARATOR + "main" + SEPARATOR)) {
                // parts that are joined over lines are one text
                String text = Files.readString(source).replaceAll("\"\\s*\\+\\s*\"", "");
                LITERAL.matcher(text)
                        .results()
                        .forEach(literal -> Arrays.stream(
                                        literal.group(1).replace("\\\"", "\"").split("%[-+,.\\d$]*[a-zA-Z%]|\\\\n"))
                                .filter(word -> word.length() >= LEAST
                                        || HEADING.matcher(word).matches())
                                .forEach(words::add));
            }
        }
        return words.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    private static List<Path> sources(String suffix) throws IOException {
        try (Stream<Path> files = Files.walk(DocsTest.ROOT, 20)) {
            return files.filter(file -> file.toString().endsWith(suffix.replace("/", SEPARATOR)))
                    .filter(file -> !file.toString().contains(SEPARATOR + "target" + SEPARATOR))
                    .toList();
        }
    }

    private static String texts(String name) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path file : sources("/" + name)) {
            text.append(Files.readString(file));
        }
        return text.toString();
    }

    private static List<String> fences(String kind) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path page : DocsTest.pages()) {
            texts.addAll(fences(page, kind));
        }
        return texts;
    }

    private static List<String> fences(Path page, String kind) {
        try {
            return DocsTest.FENCE
                    .matcher(Files.readString(page))
                    .results()
                    .filter(fence -> fence.group(1).equals(kind))
                    .map(fence -> fence.group(2))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
