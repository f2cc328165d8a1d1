import java.io.FileInputStream;
import java.io.InputStream;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Validates PDFs with veraPDF. Arguments come in pairs: a profile (ua1, 2a, ...) and a file. */
public final class Keur {
    public static void main(String[] args) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (int i = 0; i + 1 < args.length; i += 2) {
            keur(args[i], args[i + 1]);
        }
    }

    /** Prints one line for each failing clause, then a line that says the file was really looked at. */
    private static void keur(String profiel, String bestand) throws Exception {
        PDFAFlavour soort = PDFAFlavour.fromString(profiel);
        if (soort == PDFAFlavour.NO_FLAVOUR) {
            throw new IllegalArgumentException("unknown profile: " + profiel);
        }
        ValidationResult uitslag;
        try (InputStream stroom = new FileInputStream(bestand);
                PDFAParser lezer = Foundries.defaultInstance().createParser(stroom, soort);
                PDFAValidator keurder = Foundries.defaultInstance().createValidator(soort, false)) {
            uitslag = keurder.validate(lezer);
        }
        Map<String, String> fouten = new TreeMap<>();
        for (TestAssertion bewering : uitslag.getTestAssertions()) {
            if (bewering.getStatus() == TestAssertion.Status.FAILED) {
                String regel = bewering.getRuleId().getClause() + "-" + bewering.getRuleId().getTestNumber();
                fouten.putIfAbsent(regel, bewering.getMessage() + " @ " + bewering.getLocation().getContext());
            }
        }
        fouten.forEach((regel, uitleg) ->
                System.out.println("FOUT\t" + regel + " " + uitleg.replaceAll("\\s+", " ")));
        System.out.println("KLAAR\t" + uitslag.isCompliant() + "\t" + uitslag.getTotalAssertions());
    }
}
