import type { Dice } from './dice.js';
import { makeIdNo, makeMobile } from './numbers.js';

/** Somebody who does not exist. */
export interface Person {
  readonly name: string;
  readonly gender: '男' | '女';
  /** `YYYY-MM-DD`. */
  readonly birth: string;
  readonly idNo: string;
  readonly mobile: string;
}

const SURNAMES = [
  ...'赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳',
];
const FIRST = [...'知晓长清明春谷立小大白寒秋冬夏雨惊芒霜暖素安静若书思景承怀仲永广修'];
const SECOND = [...'晴岚川禾穗舟帆松柏竹梅兰菊桐枫原野溪泉石岩峰林森宁平和远达'];

/** Makes people, each with a name, an identity number and a mobile number that nobody else has. */
export function createPersons(
  dice: Dice,
  today: string,
): (age: { readonly least: number; readonly most: number }) => Person {
  const taken = new Set<string>();
  let count = 0;
  return ({ least, most }) => {
    const year = Number(today.slice(0, 4)) - dice.between(least + 1, most);
    for (;;) {
      const birth = `${year}-${two(dice.between(1, 12))}-${two(dice.between(1, 28))}`;
      const sequence = dice.between(500, 999);
      const idNo = makeIdNo(birth.replaceAll('-', ''), sequence);
      if (taken.has(idNo)) continue;
      taken.add(idNo);
      count += 1;
      const name = dice.pick(SURNAMES) + dice.pick(FIRST) + (dice.chance(80) ? dice.pick(SECOND) : '');
      return { name, gender: sequence % 2 === 1 ? '男' : '女', birth, idNo, mobile: makeMobile(count) };
    }
  };
}

function two(number: number): string {
  return String(number).padStart(2, '0');
}
