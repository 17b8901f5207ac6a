/**
 * What bears on the other claims. No piece is primary: what somebody said in full shows that they said it, and the claims
 * are about what they said.
 */

import type { ClaimKey, SourceKey } from "./claims.ts";
import type { SampleEvidence } from "./shape.ts";

export const evidenceOnTalks = {
  strikesOrderedStopped: [
    {
      source: "kyivIndependentOnPause",
      stance: "SUPPORTS",
      quote: {
        exact: "immediately gave the appropriate command",
        translation: "بی‌درنگ فرمان لازم را داد",
      },
      note: {
        fa: "به گفتهٔ کرملین توقفی دوجانبه و سی‌روزه پیشنهاد شد؛ پوتین پذیرفت و همان دم فرمان داد. این را خودِ گویندهٔ ادعا می‌گوید؛ گزارش فارسی آن را بی‌ذکر گوینده آورده است.",
        en: "By the Kremlin's readout a mutual halt of 30 days was proposed; Putin agreed and gave the order at once. This is the claimant's own word; the Persian article tells it in its own voice.",
      },
    },
  ],
  ownDronesShotDown: [
    {
      source: "pravdaRuOnDrones",
      stance: "SUPPORTS",
      quote: {
        exact: "six drones were shot down by a Pantsir",
        translation: "شش پهپاد را یک سامانهٔ پانتسیر سرنگون کرد",
      },
      note: {
        fa: "به گفتهٔ وزارت دفاع روسیه هفت پهپاد که در راه بودند ساقط شدند: شش پهپاد با پانتسیر و یکی با جنگنده. این را خودِ گویندهٔ ادعا می‌گوید؛ گزارش فارسی آن را بی‌ذکر گوینده آورده است.",
        en: "By the Defence Ministry's account seven drones already under way were shot down, six by Pantsir and one by a fighter. This is the claimant's own word; the Persian article tells it in its own voice.",
      },
    },
  ],
  prisonerExchange: [
    {
      source: "shineOnIstanbul",
      stance: "SUPPORTS",
      quote: {
        exact: "involving 1,000 people from each side",
        translation: "شامل ۱۰۰۰ نفر از هر طرف",
      },
      note: {
        fa: "هزار اسیر از هر طرف؛ مدینسکی از نتیجه خشنود است. گزارش فارسی این ادعا را بی‌ذکر گوینده آورده است.",
        en: "A thousand prisoners from each side; Medinsky is satisfied. The Persian article tells the claim in its own voice.",
      },
    },
    {
      source: "ukrainskaPravdaOnIstanbul",
      stance: "SUPPORTS",
      quote: {
        exact: "agreed to exchange thousand-for-thousand",
        translation: "بر سر مبادلهٔ هزار در برابر هزار توافق کردند",
      },
      note: {
        fa: "هم عمروف و هم مدینسکی مبادلهٔ هزار در برابر هزار را تأیید می‌کنند.",
        en: "Umierov and Medinsky both confirm the exchange of a thousand for a thousand.",
      },
    },
    {
      source: "cnaOnExchange",
      stance: "SUPPORTS",
      quote: {
        exact: "the exchange of 1,000 prisoners each",
        translation: "مبادلهٔ ۱۰۰۰ اسیر از هر طرف",
      },
      note: {
        fa: "به گفتهٔ هر دو طرف، مبادلهٔ هزار نفر از هر سو ظرف سه روز به پایان رسید.",
        en: "By both sides' account the exchange of 1,000 each was completed over three days.",
      },
    },
  ],
  talksBrokenOff: [
    {
      source: "pravdaRuOnCall",
      stance: "CONTEXT",
      quote: {
        exact: "suspended by the Ukrainian side back in 2022",
        translation: "که طرف اوکراینی در همان سال ۲۰۲۲ معلق کرد",
      },
      note: {
        fa: "متن کامل سخنان پوتین که در آن می‌گوید طرف اوکراینی مذاکرات را در ۲۰۲۲ معلق کرد. این را خودِ گویندهٔ ادعا می‌گوید.",
        en: "The full text of Putin's words, in which he says that the Ukrainian side suspended the talks in 2022. This is the claimant's own word.",
      },
    },
    {
      source: "shineOnIstanbul",
      stance: "CONTEXT",
      note: {
        fa: "یادآور می‌شود که دو طرف در مارس ۲۰۲۲ به توافق نرسیده بودند.",
        en: "Recalls that the two sides had failed to agree in March 2022.",
      },
    },
    {
      source: "pledgeTimesOnChaly",
      stance: "CONTEXT",
      quote: {
        exact: "very close in mid- to late April",
        translation: "از میانه تا پایان آوریل بسیار نزدیک",
      },
      note: {
        fa: "چالی، که آن زمان مذاکره‌کننده بود، می‌گوید دو طرف در آوریل ۲۰۲۲ به توافق نزدیک بودند. در اکتبر ۲۰۲۲ کی‌یف تصمیمی را اجرایی کرد که مذاکره با پوتین را ناممکن می‌شمرد.",
        en: "Chaly, then a negotiator, says that the two sides were close to agreement in April 2022. In October 2022 Kyiv enacted a decision that talks with Putin were impossible.",
      },
    },
  ],
  callOverTwoHours: [
    {
      source: "interfaxUkraineOnCall",
      stance: "SUPPORTS",
      quote: {
        exact: "the conversation lasted more than two hours",
        translation: "گفت‌وگو بیش از دو ساعت طول کشید",
      },
      note: {
        fa: "به نقل از اسکای نیوز، تماس بیش از دو ساعت به درازا کشید.",
        en: "As Sky News has it, the call lasted more than two hours.",
      },
    },
    {
      source: "miaOnCall",
      stance: "SUPPORTS",
      quote: {
        exact: "The conversation lasted more than two hours",
        translation: "گفت‌وگو بیش از دو ساعت طول کشید",
      },
      note: {
        fa: "به گفتهٔ پوتین، سومین تماس بیش از دو ساعت به درازا کشید.",
        en: "By Putin's account the third call lasted more than two hours.",
      },
    },
    {
      source: "pravdaRuOnCall",
      stance: "SUPPORTS",
      note: {
        fa: "پوتین در متن کامل سخنانش طول تماس را می‌گوید. این را خودِ گویندهٔ ادعا می‌گوید.",
        en: "In the full text of his words Putin tells how long the call was. This is the claimant's own word.",
      },
    },
  ],
  talksOfPresidentsSought: [
    {
      source: "shineOnIstanbul",
      stance: "SUPPORTS",
      note: {
        fa: "اوکراین گفت‌وگوی رؤسای جمهور را پیشنهاد کرد و روسیه آن را یادداشت کرد.",
        en: "Ukraine proposed talks between the presidents; Russia took note.",
      },
    },
    {
      source: "ukrainskaPravdaOnIstanbul",
      stance: "SUPPORTS",
      note: {
        fa: "دیدار رهبران در دستور کار اوکراین بود.",
        en: "A meeting of the leaders was on Ukraine's agenda.",
      },
    },
  ],
  contactsResumed: [
    {
      source: "miaOnCall",
      stance: "SUPPORTS",
      note: {
        fa: "هیئت‌های دو طرف هفتهٔ پیش از آن برای نخستین بار از ۲۰۲۲ در استانبول دیدار کرده بودند.",
        en: "The delegations had met in Istanbul the week before, for the first time since 2022.",
      },
    },
    {
      source: "pravdaRuOnCall",
      stance: "SUPPORTS",
      note: {
        fa: "پوتین در متن کامل سخنانش از حمایت از مذاکرات سپاسگزاری می‌کند. این را خودِ گویندهٔ ادعا می‌گوید.",
        en: "In the full text of his words Putin gives thanks for support of the talks. This is the claimant's own word.",
      },
    },
  ],
} as const satisfies Partial<Record<ClaimKey, readonly SampleEvidence<SourceKey>[]>>;
