import type { Labels } from "./table.ts";

export const german: Labels = {
  TRUE: ["wahr", "richtig", "korrekt", "stimmt"],
  MOSTLY_TRUE: [
    "größtenteils richtig",
    "größtenteils wahr",
    "überwiegend richtig",
    "weitgehend richtig",
    "weitgehend wahr",
  ],
  MIXED: [
    "halbwahr",
    "teilweise richtig",
    "teilweise wahr",
    "teilweise falsch",
    "teils richtig",
    "teils falsch",
    "gemischt",
  ],
  MISLEADING: [
    "irreführend",
    "fehlender kontext",
    "kontext fehlt",
    "aus dem kontext gerissen",
    "aus dem zusammenhang gerissen",
  ],
  MOSTLY_FALSE: ["größtenteils falsch", "überwiegend falsch", "weitgehend falsch"],
  FALSE: [
    "falsch",
    "völlig falsch",
    "unwahr",
    "frei erfunden",
    "erfunden",
    "stimmt nicht",
    "gefälscht",
  ],
  UNPROVEN: [
    "unbelegt",
    "nicht belegt",
    "unbewiesen",
    "keine belege",
    "ohne beleg",
    "nicht überprüfbar",
  ],
  OUTDATED: ["veraltet", "überholt"],
};

export const turkish: Labels = {
  TRUE: ["doğru", "gerçek"],
  MOSTLY_TRUE: ["çoğunlukla doğru", "büyük ölçüde doğru"],
  MIXED: ["kısmen doğru", "kısmen yanlış", "yarı doğru", "karma"],
  MISLEADING: ["yanıltıcı", "eksik bağlam", "bağlamından koparılmış"],
  MOSTLY_FALSE: ["çoğunlukla yanlış", "büyük ölçüde yanlış"],
  FALSE: ["yanlış", "sahte", "asılsız", "uydurma", "yalan"],
  UNPROVEN: ["kanıtlanmamış", "doğrulanamadı", "kanıt yok"],
  OUTDATED: ["güncelliğini yitirmiş"],
};

export const indonesian: Labels = {
  TRUE: ["benar", "fakta"],
  MOSTLY_TRUE: ["sebagian besar benar"],
  MIXED: ["sebagian benar", "sebagian salah", "setengah benar", "campuran"],
  MISLEADING: [
    "menyesatkan",
    "konteks hilang",
    "konteks yang hilang",
    "di luar konteks",
    "tanpa konteks",
  ],
  MOSTLY_FALSE: ["sebagian besar salah"],
  FALSE: ["salah", "hoaks", "hoax", "palsu", "keliru", "bohong", "tidak benar"],
  UNPROVEN: ["belum terbukti", "tidak terbukti", "tidak ada bukti"],
  OUTDATED: ["kedaluwarsa"],
};

export const hindi: Labels = {
  TRUE: ["सच", "सही", "सत्य"],
  MOSTLY_TRUE: ["ज़्यादातर सच", "ज्यादातर सच", "अधिकांशतः सत्य"],
  MIXED: ["आधा सच", "आंशिक सत्य", "आंशिक रूप से सही", "आंशिक रूप से सच", "आंशिक रूप से गलत", "मिला-जुला"],
  MISLEADING: ["भ्रामक", "गुमराह करने वाला", "संदर्भ से बाहर", "संदर्भ गायब"],
  MOSTLY_FALSE: ["ज़्यादातर झूठ", "ज्यादातर झूठ", "अधिकतर गलत"],
  FALSE: ["झूठ", "झूठा", "गलत", "ग़लत", "असत्य", "फर्जी", "फ़र्ज़ी", "फेक"],
  UNPROVEN: ["अप्रमाणित", "असत्यापित", "सबूत नहीं"],
};

export const bengali: Labels = {
  TRUE: ["সত্য", "সঠিক"],
  MIXED: ["আংশিক সত্য", "আংশিক মিথ্যা"],
  MISLEADING: ["বিভ্রান্তিকর"],
  FALSE: ["মিথ্যা", "ভুয়া", "ভুল"],
};

export const chinese: Labels = {
  TRUE: ["正確", "正确", "真實", "真实", "属实"],
  MIXED: ["部分錯誤", "部分错误", "部分正確", "部分正确"],
  MISLEADING: ["誤導", "误导"],
  FALSE: ["錯誤", "错误", "虛假", "虚假"],
  UNPROVEN: ["證據不足", "证据不足"],
};
