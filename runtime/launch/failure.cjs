'use strict';

/** Something the person at the keyboard can repair: `sentences` is `{ zh, en }`, one sentence each. */
class LaunchFailure extends Error {
  constructor(sentences) {
    super(sentences.en);
    this.name = 'LaunchFailure';
    this.sentences = sentences;
  }
}

const UNWRITABLE = new Set(['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EEXIST', 'EDQUOT']);

/** Turns a failed write below `folder` into a LaunchFailure; any other error is returned as it is. */
const asWriteFailure = (error, folder) =>
  UNWRITABLE.has(error.code)
    ? new LaunchFailure({
        zh: `无法写入文件夹 ${folder}（${error.code}），请检查权限和磁盘空间。`,
        en: `Cannot write to the folder ${folder} (${error.code}); please check its permissions and the free space on the disk.`,
      })
    : error;

module.exports = { LaunchFailure, asWriteFailure };
