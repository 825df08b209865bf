import { dictionary } from "@zxcvbn-ts/language-common";

/**
 * What people choose most, from public lists of leaked passwords, without what the length rule refuses anyway.
 * In lower case and without blanks.
 */
export const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
  0123456789ab 012345678910 0987654321ab 102030405060 1029384756qp 123123123123 1231231231234 123321123321
  1234512345123 123456123456 1234567890ab 1234567890qw 1234567890abc 1234567890qwerty 1234qwerasdf 1234qwerasdfzxcv
  123qweasdzxc 147258369147 159357159357 1a2b3c4d5e6f 1q2w3e4r5t6y 1q2w3e4r5t6y7u 1q2w3e4r5t6y7u8i 1qaz2wsx3edc
  1qaz2wsx3edc4rfv 1qazxsw23edc a1b2c3d4e5f6 a1s2d3f4g5h6 aa12345678bb abc123abc123 abc123456789 abcd12345678
  abcdefg12345 abcdefghijkl abcdefghijklm adminadminadmin administrator adobeadobeadobe amandaamanda
  asdasdasdasd asdfasdfasdf asdfghjkl123 asdfghjklqwe asdfghjkl;'\\ asdfqwerzxcv babygirl1234 baseball1234
  basketball12 bismillahbismillah chocolate123 christopher1 computer1234 correcthorsebatterystaple
  dragondragon einsteinalbert football1234 fuckyoufuckyou hellohello123 helloworld12 helloworld123 iloveyouforever
  iloveyousomuch iloveyou12345 jesuschrist1 letmeinletmein liverpool123 manchester123 manchesterunited
  masterpassword michaeljackson minecraft123 mypassword12 mypassword123 newpassword1 ninjaninjaninja
  passw0rdpassw0rd password1234 passwordpassword p@ssw0rdp@ssw0rd p@ssword1234 pokemonpokemon princess1234
  qazwsxedcrfv qazwsxedcrfvtgb qazxswedcvfr q1w2e3r4t5y6 qwaszxqwaszx qweasdzxc123 qwer1234asdf qwerasdfzxcv
  qwerqwerqwer qwerty123456 qwerty1234567 qwertyasdfgh qwertyqwerty qwertyuiop12 qwertyuiop123 qwertyuiopas
  qwertyuiop[] qwertyuiopasdf secretsecret sunshine1234 superman1234 superuser123 teamoteamoteamo
  thisismypassword trustno1trustno1 unbelievable veryverysecret welcome12345 welcomewelcome
  whatever1234 yourpassword zaq12wsxcde3 zaq1xsw2cde3 zxcvbnm12345 zxcvbnmasdfg zxcvbnmasdfghjkl
  `
    .split(/\s+/)
    .filter((password) => password !== ""),
);

/** Words of this product and the calendar, which the public list lacks. */
const OWN_STEMS = `
  admin administrator america april august autumn baseball basketball bonjour changeme charlie chocolate company
  computer countersign december default dragon february football freedom friday hello iloveyou january july june
  letmein login master michael monday monkey november october pass passw0rd password passwort p@ssw0rd p@ssword
  princess qwerty qwertz root saturday secret september shadow spring starwars summer sunday sunshine superman
  superuser test thursday tuesday user wednesday welcome whatever willkommen winter
`;

const ENDING = /[\d\p{P}\p{S}]+$/u;
const SHORTEST_STEM = 4;

/** What is left of a password in lower case when digits and signs at its end are taken off. */
export const stemOf = (folded: string): string => folded.replace(ENDING, "");

/**
 * What digits and signs at the end, or saying it twice, make no stronger ("Password2026!!"): the stems of 49,000 leaked
 * passwords, most of which are shorter than may be chosen here.
 */
export const COMMON_STEMS: ReadonlySet<string> = new Set(
  [...dictionary["passwords-common"], ...OWN_STEMS.trim().split(/\s+/)]
    .map((password) => stemOf(password.toLowerCase()))
    .filter((stem) => stem.length >= SHORTEST_STEM),
);
